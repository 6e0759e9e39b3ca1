package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {
  private static final JsonObject DOCUMENT = Documents.OPENAPI;
  private static final OpenApi.Request DEVICES = new OpenApi.Request("GET", "/api/v1/devices", "");

  @Test
  void itIsAnOpenApiDocument() {
    assertThat(MetaSchemas.errorsOfOpenApi(DOCUMENT)).isEmpty();
    assertThat(MetaSchemas.errorsOfOpenApi(DOCUMENT.copy().put("paths", 7))).isNotEmpty();
  }

  @Test
  void everyReferenceFindsSomething() {
    assertThat(References.broken("", DOCUMENT)).isEmpty();
  }

  @Test
  void everySchemaInItIsOne() {
    schemas(DOCUMENT)
        .forEach(s -> assertThat(MetaSchemas.errorsOfSchema(s)).as(s.encode()).isEmpty());
  }

  @Test
  void everyExampleIsOne() {
    List<JsonObject> withExamples = new ArrayList<>();
    collect(DOCUMENT, "examples", withExamples);
    assertThat(withExamples).isNotEmpty();
    for (JsonObject media : withExamples) {
      JsonObject schema = media.getJsonObject("schema");
      JsonObject examples = media.getJsonObject("examples");
      for (String name : examples.fieldNames()) {
        Object value = examples.getJsonObject(name).getValue("value");
        assertThat(Schemas.errors(schema, value)).as(name).isEmpty();
      }
    }
  }

  @Test
  void everyExampleOfAProblemIsOneThatTheProgramMakes() {
    List<JsonObject> withExample = new ArrayList<>();
    collect(DOCUMENT, "example", withExample);
    assertThat(withExample).isNotEmpty();
    for (JsonObject media : withExample) {
      JsonObject example = media.getJsonObject("example");
      ProblemCode code = WireName.of(ProblemCode.class, example.getString("code"));
      assertThat(Schemas.errors(media.getJsonObject("schema"), example)).isEmpty();
      assertThat(example.getString("title")).isEqualTo(code.title());
      assertThat(example.getInteger("status")).isEqualTo(code.status());
      assertThat(Problem.fromJson(example).toJson()).isEqualTo(example);
    }
  }

  /** Two codes never come over HTTP: one is the WebSocket's, one is made by the bus' client. */
  @Test
  void everyProblemThatHttpCanBringIsOfSomeResponse() {
    Set<String> described = new TreeSet<>(List.of("unknown-address"));
    schemas(DOCUMENT).forEach(schema -> described.addAll(codes(schema)));

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProblemCode.values()).map(ProblemCode::wireName).toList());
  }

  @Test
  void aProblemComesWithTheStatusOfItsCode() {
    DOCUMENT.getJsonObject("paths").stream()
        .flatMap(path -> ((JsonObject) path.getValue()).stream())
        .filter(operation -> operation.getValue() instanceof JsonObject)
        .map(operation -> ((JsonObject) operation.getValue()).getJsonObject("responses"))
        .flatMap(JsonObject::stream)
        .forEach(
            response -> {
              JsonObject content =
                  Documents.resolved(DOCUMENT, (JsonObject) response.getValue())
                      .getJsonObject("content", new JsonObject());
              schemas(content).stream()
                  .flatMap(schema -> codes(schema).stream())
                  .forEach(code -> assertThat(response.getKey()).as(code).isEqualTo(status(code)));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/devices, device-query page-query",
    "/api/v1/operations, operation-query",
    "/api/v1/gateways, gateway-query",
    "/api/v1/events, history-request event-stream-query"
  })
  void theQueriesHaveTheParametersThatTheGatewayReads(String path, String schemas) {
    Set<String> read = new TreeSet<>();
    for (String name : schemas.split(" ", -1)) {
      read.addAll(
          Documents.schema("schemas/" + name + ".json").getJsonObject("properties").fieldNames());
    }
    Set<String> described = new TreeSet<>();
    for (Object parameter :
        DOCUMENT
            .getJsonObject("paths")
            .getJsonObject(path)
            .getJsonObject("get")
            .getJsonArray("parameters", new JsonArray())) {
      JsonObject resolved = Documents.resolved(DOCUMENT, (JsonObject) parameter);
      if (resolved.getString("in").equals("query")) {
        described.add(resolved.getString("name"));
      }
    }
    assertThat(described).isEqualTo(read);
  }

  @Test
  void theCommandsHaveTheMembersThatTheGatewayReads() {
    Set<String> read =
        new TreeSet<>(
            Documents.schema("schemas/operation-request.json")
                .getJsonObject("properties")
                .fieldNames());
    assertThat(members("disconnect")).isEqualTo(read);
    read.remove("hold");
    assertThat(members("connect")).isEqualTo(read);
  }

  private static Set<String> members(String verb) {
    JsonObject schema =
        (JsonObject)
            Documents.at(
                DOCUMENT,
                "#/paths/~1api~1v1~1devices~1{device}~1"
                    + verb
                    + "/post/requestBody/content/application~1json/schema");
    return new TreeSet<>(schema.getJsonObject("properties").fieldNames());
  }

  @Test
  void anAnswerWithAnotherStatusIsNoticed() {
    assertThatThrownBy(() -> check(DEVICES, 418, Map.of(), ""))
        .hasMessageContaining("does not say that GET /api/v1/devices is answered with 418");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/v1/devises", "PATCH /api/v1/devices"})
  void anAnswerWhereThereIsNothingIsNoticed(String request) {
    String[] parts = request.split(" ", 2);

    assertThatThrownBy(() -> check(new OpenApi.Request(parts[0], parts[1], ""), 200, Map.of(), ""))
        .hasMessageContaining("does not say that " + request + " is answered with 200");
  }

  @Test
  void anAnswerWithAnotherBodyOrHeadersIsNoticed() {
    Map<String, String> json = Map.of("content-type", "application/json", "x-secret", "7");

    assertThatThrownBy(() -> check(DEVICES, 200, json, "{\"devices\":[],\"cursor\":7}"))
        .hasMessageContaining("the header ETag is missing")
        .hasMessageContaining("no header x-secret is described")
        .hasMessageContaining("#/cursor");
    assertThatThrownBy(() -> check(DEVICES, 200, Map.of("content-type", "text/plain"), ""))
        .hasMessageContaining("not text/plain");
  }

  @Test
  void aProblemWithACodeThatIsNotDescribedIsNoticed() {
    JsonObject problem =
        Documents.schema("schemas/problem.json").getJsonArray("examples").getJsonObject(0);
    Map<String, String> headers = Map.of("content-type", "application/problem+json");

    assertThatThrownBy(() -> check(DEVICES, 403, headers, problem.encode()))
        .hasMessageContaining("#/code");
  }

  @Test
  void aParameterThatIsCarriedOutAndNotDescribedIsNoticed() {
    OpenApi.Request request =
        new OpenApi.Request("GET", "/api/v1/operations?colour=red&limit=0", "");
    Map<String, String> headers = Map.of("content-type", "application/json");

    assertThatThrownBy(() -> check(request, 200, headers, "{\"operations\":[],\"cursor\":\"\"}"))
        .hasMessageContaining("colour")
        .hasMessageContaining("limit");
  }

  private static void check(
      OpenApi.Request request, int status, Map<String, String> headers, String body) {
    OpenApi.check(request, new OpenApi.Answer(status, headers, body));
  }

  private static String status(String code) {
    return Stream.of(ProblemCode.values())
        .filter(one -> one.wireName().equals(code))
        .map(one -> Integer.toString(one.status()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> codes(JsonObject schema) {
    return schema.getJsonArray("allOf", new JsonArray()).stream()
        .map(part -> ((JsonObject) part).getJsonObject("properties", new JsonObject()))
        .filter(properties -> properties.containsKey("code"))
        .flatMap(properties -> properties.getJsonObject("code").getJsonArray("enum").stream())
        .map(String.class::cast)
        .toList();
  }

  private static List<JsonObject> schemas(JsonObject document) {
    List<JsonObject> holders = new ArrayList<>();
    collect(document, "schema", holders);
    return holders.stream().map(holder -> holder.getJsonObject("schema")).toList();
  }

  /** Finds the objects that have an object as a member of that name. */
  private static void collect(Object json, String name, List<JsonObject> found) {
    if (json instanceof JsonObject object) {
      if (object.getValue(name) instanceof JsonObject) {
        found.add(object);
      }
      object.forEach(member -> collect(member.getValue(), name, found));
    } else if (json instanceof JsonArray array) {
      array.forEach(item -> collect(item, name, found));
    }
  }
}
