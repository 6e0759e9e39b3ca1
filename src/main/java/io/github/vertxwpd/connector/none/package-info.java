/** The provider of a hub: a node of a fleet that shows and routes, and has no devices. */
package io.github.vertxwpd.connector.none;
