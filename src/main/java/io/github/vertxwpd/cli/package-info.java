/**
 * The command line: {@code run} is the gateway's process, {@code config check} its configuration;
 * the other commands talk to a running gateway over its REST API and its WebSocket, as any other
 * client does.
 *
 * <p>A command runs on the thread that calls it and may block it. Results go to standard output,
 * everything else to standard error, so that both can be used in a pipe.
 */
package io.github.vertxwpd.cli;
