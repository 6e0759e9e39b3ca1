/**
 * The server's end of WebSockets (RFC 6455) over Vert.x' sockets.
 *
 * <p>Vert.x' own WebSocket takes a text message as a string and encodes it again for every socket.
 * Here a frame is made once and its bytes are written to as many sockets as want them, by the
 * public way out of HTTP that Vert.x has, {@code HttpServerRequest.toNetSocket()}. No extension is
 * negotiated.
 */
package io.github.vertxwpd.web.websocket;
