package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.OperationRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whatever comes with {@code POST /api/v1/devices/{device}/disconnect}, it is refused with a
 * problem, or it is a command for the device that the path names. The first line of what comes is
 * the path's device, the second the {@code Content-Type}, the third the {@code Idempotency-Key},
 * the rest the body.
 */
class OperationRequestReaderFuzzTest {
  private static final int PARTS = 4;

  @FuzzTest
  void read(byte[] data) {
    String[] parts = new String(data, StandardCharsets.UTF_8).split("\n", PARTS);
    String device = parts[0];
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    part(parts, 1).ifPresent(type -> headers.add("Content-Type", type));
    part(parts, 2).ifPresent(key -> headers.add("Idempotency-Key", key));
    Buffer body = Buffer.buffer(part(parts, 3).orElse(""));

    try {
      OperationRequest request =
          OperationRequestReader.read(Verb.DISCONNECT, context(device, headers, body));
      assertThat(request.device()).isEqualTo(device);
      part(parts, 2).ifPresent(key -> assertThat(request.requestId()).contains(key));
      assertThat(OperationRequestReader.read(Verb.DISCONNECT, context(device, headers, body)))
          .isEqualTo(request);
    } catch (WpdException e) {
      assertThat(e.problem().code()).isIn(ProblemCode.MALFORMED, ProblemCode.VALIDATION_FAILED);
      assertThat(e.problem().detail()).isNotBlank();
    }
  }

  private static Optional<String> part(String[] parts, int index) {
    return parts.length > index && !parts[index].isEmpty()
        ? Optional.of(parts[index])
        : Optional.empty();
  }

  private static RoutingContext context(String device, MultiMap headers, Buffer content) {
    HttpServerRequest request =
        fake(
            HttpServerRequest.class,
            (proxy, method, arguments) ->
                method.getName().equals("headers")
                    ? headers
                    : headers.get(arguments[0].toString()));
    RequestBody body =
        fake(RequestBody.class, (proxy, method, arguments) -> Buffer.buffer(content.getBytes()));
    return fake(
        RoutingContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "request" -> request;
              case "body" -> body;
              case "pathParam" -> device;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
