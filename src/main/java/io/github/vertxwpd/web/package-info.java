/**
 * The gateway's HTTP server: the REST API, the WebSocket {@code wpd.v1} and the page.
 *
 * <p>Everything here runs on the one event loop of {@link io.github.vertxwpd.web.WebVerticle} and
 * knows the rest of the program by {@link io.github.vertxwpd.operation.WpdService} alone.
 */
package io.github.vertxwpd.web;
