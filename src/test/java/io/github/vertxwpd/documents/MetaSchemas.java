package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schemas of schemas and of the two kinds of documents, as their makers publish them. */
final class MetaSchemas {
  private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/schema/2022-10-07";
  private static final List<String> VOCABULARIES =
      List.of(
          "core",
          "applicator",
          "validation",
          "meta-data",
          "format-annotation",
          "content",
          "unevaluated");

  private MetaSchemas() {}

  /** Finds what is wrong with a JSON Schema of draft 2020-12. */
  static List<String> errorsOfSchema(JsonObject schema) {
    return errors(draft202012(), Draft.DRAFT202012.getIdentifier(), schema);
  }

  /** Finds what is wrong with an OpenAPI 3.1 document. */
  static List<String> errorsOfOpenApi(JsonObject document) {
    SchemaRepository repository = draft202012();
    add(repository, OPENAPI);
    return errors(repository, OPENAPI, document);
  }

  /** Finds what is wrong with an AsyncAPI 3.0 document. */
  static List<String> errorsOfAsyncApi(JsonObject document) {
    SchemaRepository repository = repository(Draft.DRAFT7);
    add(repository, "http://json-schema.org/draft-07/schema");
    JsonObject schema = resource("asyncapi-3.0.0.json");
    repository.dereference("https://asyncapi.invalid/3.0.0", JsonSchema.of(schema));
    return errors(repository, "https://asyncapi.invalid/3.0.0", document);
  }

  private static SchemaRepository draft202012() {
    SchemaRepository repository = repository(Draft.DRAFT202012);
    addDraft202012(repository);
    return repository;
  }

  /** Lets schemas of draft 2020-12 refer to that draft's own. */
  static void addDraft202012(SchemaRepository repository) {
    String base = "https://json-schema.org/draft/2020-12/";
    Stream.concat(
            Stream.of(base + "schema"), VOCABULARIES.stream().map(name -> base + "meta/" + name))
        .forEach(uri -> add(repository, uri));
  }

  private static SchemaRepository repository(Draft draft) {
    return SchemaRepository.create(
        new JsonSchemaOptions()
            .setBaseUri("https://gateway.invalid/")
            .setDraft(draft)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static void add(SchemaRepository repository, String uri) {
    String path = uri.substring(uri.indexOf("://") + "://".length());
    repository.dereference(uri, JsonSchema.of(resource(path)));
  }

  private static List<String> errors(SchemaRepository repository, String uri, JsonObject value) {
    OutputUnit result = repository.validator(uri).validate(value);
    return Boolean.TRUE.equals(result.getValid())
        ? List.of()
        : Optional.ofNullable(result.getErrors()).orElse(List.of(result)).stream()
            .map(unit -> unit.getInstanceLocation() + ": " + unit.getError())
            .toList();
  }

  private static JsonObject resource(String path) {
    try (InputStream in = MetaSchemas.class.getResourceAsStream("/" + path)) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
