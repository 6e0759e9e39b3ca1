/**
 * Connects and disconnects MTP devices over Bluetooth through Windows Portable Devices, as a Vert.x
 * event-bus service.
 *
 * <p>{@link io.github.vertxwpd.WpdGateway} runs the service inside a Vert.x application; {@link
 * io.github.vertxwpd.WpdClient} talks to it from any node. What they exchange are the values of
 * {@link io.github.vertxwpd.model}.
 */
package io.github.vertxwpd;
