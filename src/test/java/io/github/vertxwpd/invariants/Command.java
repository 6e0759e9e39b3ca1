package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A request that the workload wants to be sent.
 *
 * @param verb one of {@link Verbs}
 * @param target the device or the operation
 * @param requestId the client's id
 * @param body the body without the request id
 * @param onSocket whether it is sent on the WebSocket, else by REST
 */
record Command(
    String verb, String target, Optional<String> requestId, JsonObject body, boolean onSocket) {}
