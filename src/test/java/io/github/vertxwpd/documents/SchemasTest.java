package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
  static List<String> schemas() {
    return Documents.schemas();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everySchemaIsOne(String path) {
    JsonObject schema = Documents.schema(path);

    assertThat(MetaSchemas.errorsOfSchema(schema)).isEmpty();
    assertThat(schema.getString("$schema")).isEqualTo(Draft.DRAFT202012.getIdentifier());
    assertThat(schema.getString("title")).isNotBlank();
  }

  /** A schema is found where it is served: a name of its own would send its readers elsewhere. */
  @ParameterizedTest
  @MethodSource("schemas")
  void noSchemaHasAnotherNameThanItsPlace(String path) {
    assertThat(Documents.schema(path).fieldNames()).doesNotContain("$id");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyReferenceFindsSomething(String path) {
    assertThat(References.broken("schemas/", Documents.schema(path))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyExampleIsOne(String path) {
    JsonObject schema = new JsonObject().put("$ref", path);
    for (Object example : Documents.schema(path).getJsonArray("examples", new JsonArray())) {
      assertThat(Schemas.errors(schema, example)).isEmpty();
    }
  }

  @Test
  void whatNobodyWroteDownIsNoticed() {
    JsonObject device =
        Documents.schema("schemas/device.json").getJsonArray("examples").getJsonObject(0);
    JsonObject schema = new JsonObject().put("$ref", "schemas/device.json");

    assertThat(Schemas.errors(schema, device.copy().put("colour", "black"))).isNotEmpty();
    assertThat(Schemas.errors(schema, device.copy().put("link", "lost")))
        .anyMatch(error -> error.startsWith("#/link: "));
    device.remove("hold");
    assertThat(Schemas.errors(schema, device)).isNotEmpty();
  }

  @Test
  void anEndStandsOnlyInWhatHasEnded() {
    JsonObject schema = new JsonObject().put("$ref", "schemas/operation.json");
    JsonArray examples = Documents.schema("schemas/operation.json").getJsonArray("examples");

    assertThat(Schemas.errors(schema, examples.getJsonObject(0).put("state", "ended")))
        .isNotEmpty();
    assertThat(Schemas.errors(schema, examples.getJsonObject(1).put("state", "pending")))
        .isNotEmpty();
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("device.json#/properties/link", LinkState.values()),
        Arguments.of("device.json#/properties/freshness", Freshness.values()),
        Arguments.of("operation.json#/properties/verb", Verb.values()),
        Arguments.of("operation.json#/properties/state", OperationState.values()),
        Arguments.of("operation-end.json#/properties/outcome", Outcome.values()),
        Arguments.of("problem.json#/properties/code", ProblemCode.values()),
        Arguments.of("reset-message.json#/properties/reason", ResetReason.values()),
        Arguments.of("session.json#/properties/roles/items", Role.values()),
        Arguments.of("device-added-event.json#/properties/data/properties/cause", Cause.values()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void theWordsAreThoseOfTheProgram(String reference, WireName... words) {
    JsonObject schema = Schemas.referred(new JsonObject().put("$ref", "schemas/" + reference));

    assertThat(schema.getJsonArray("enum").stream().map(String.class::cast))
        .containsExactlyInAnyOrderElementsOf(Stream.of(words).map(WireName::wireName).toList());
  }
}
