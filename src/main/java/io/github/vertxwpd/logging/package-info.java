/**
 * The levels of the log, as they can be changed while the gateway runs. Only here and on the
 * command line the backend is known, and it need not be the one.
 */
package io.github.vertxwpd.logging;
