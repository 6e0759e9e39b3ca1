/**
 * The words of the public contract as values: devices, operations, events, problems and positions
 * in a gateway's event stream.
 *
 * <p>Everything here is immutable and knows its own JSON form. Nothing here knows Vert.x verticles,
 * COM or HTTP.
 */
package io.github.vertxwpd.model;
