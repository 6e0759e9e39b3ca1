/**
 * The gateway's one stream of events: every event gets its place here, is serialised here once, and
 * leaves from here to the bus and to every socket.
 */
package io.github.vertxwpd.stream;
