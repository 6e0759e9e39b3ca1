package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.documents.AsyncApi;
import io.github.vertxwpd.documents.OpenApi;
import io.github.vertxwpd.model.Role;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What there is to ask for, and who may, is what the documents say. */
class DescribedRulesTest {
  /** The bridge is one rule with several paths. */
  private static final String BRIDGE = "/eventbus/";

  @Test
  void everyRouteIsDescribedWithItsRoleAndNoOtherIs() {
    Map<String, Set<String>> asked = new TreeMap<>();
    for (AccessRule rule : AccessRule.values()) {
      for (HttpMethod method : rule.methods()) {
        if (!method.equals(HttpMethod.HEAD) && rule != AccessRule.BRIDGE) {
          asked.put(method + " " + described(rule.what()), roles(rule));
        }
      }
    }
    Map<String, Set<String>> described = new TreeMap<>(OpenApi.roles());
    described.keySet().removeIf(route -> route.contains(BRIDGE));

    assertThat(described).isEqualTo(asked);
  }

  @Test
  void everyPathOfTheBridgeTakesItsRole() {
    assertThat(OpenApi.roles())
        .containsEntry("GET /eventbus/info", roles(AccessRule.BRIDGE))
        .containsEntry("GET /eventbus/{server}/{session}/websocket", roles(AccessRule.BRIDGE));
  }

  @Test
  void everyCloseCodeIsDescribed() {
    List<Integer> codes = Stream.of(CloseCode.values()).map(code -> (int) code.code()).toList();

    assertThat(AsyncApi.closeCodes("/api/v1/ws")).isEqualTo(codes);
  }

  private static String described(String path) {
    return path.replaceAll(":([a-z]+)", "{$1}").replace("*", "{file}");
  }

  private static Set<String> roles(AccessRule rule) {
    return rule.needed().map(Role::wireName).map(Set::of).orElse(Set.of());
  }
}
