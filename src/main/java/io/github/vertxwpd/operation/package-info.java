/**
 * Commands and what becomes of them: the worker verticle that owns the apartment, the ledger of
 * operations, the table of devices, and the event-bus addresses.
 *
 * <p>All state belongs to one event loop, that of {@link
 * io.github.vertxwpd.operation.GatewayVerticle}. Native calls are handed, one at a time, to {@link
 * io.github.vertxwpd.operation.WpdVerticle} and come back as futures, so that a malformed request
 * is answered at once even while a native call takes its time.
 */
package io.github.vertxwpd.operation;
