package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.cli.ConfigurationException.Fault;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the configuration together: the defaults, overridden by the file, by environment variables,
 * and by {@code --set}, in this order. Each source is checked by itself, so that an error is found
 * even where a later source overrides it.
 */
final class ConfigurationLoader {
  private final ConfigurationSchema schema = new ConfigurationSchema();
  private final Path workingDirectory;
  private final Map<String, String> environment;

  /**
   * Makes a loader.
   *
   * @param workingDirectory what relative file names are relative to
   * @param environment the environment variables
   */
  ConfigurationLoader(Path workingDirectory, Map<String, String> environment) {
    this.workingDirectory = workingDirectory;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Loads the configuration.
   *
   * @param file the file's name; empty for {@value ConfigurationFile#DEFAULT} where there is one
   * @param assignments what {@code --set} was given: {@code key=value}
   * @throws ConfigurationException naming every error of every source
   */
  Configuration load(Optional<String> file, List<String> assignments)
      throws ConfigurationException {
    List<Fault> faults = new ArrayList<>();
    List<ConfigurationLayer> layers = new ArrayList<>();
    readFile(file, faults).ifPresent(layers::add);
    new ConfigurationVariables(schema.keys())
        .assignments(environment, faults)
        .forEach(
            (key, text) -> assign(ConfigurationVariables.variable(key), key, text, layers, faults));
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String source = "--set " + assignment;
      if (equals < 1) {
        faults.add(new Fault(source, "", "write it as --set key=value"));
      } else {
        String key = assignment.substring(0, equals).strip();
        assign(source, key, assignment.substring(equals + 1), layers, faults);
      }
    }
    layers.forEach(layer -> faults.addAll(schema.faults(layer)));
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    Configuration merged = merge(layers);
    faults.addAll(ConfigurationRules.faults(merged));
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    return merged;
  }

  private Optional<ConfigurationLayer> readFile(Optional<String> file, List<Fault> faults) {
    String name = file.orElse(ConfigurationFile.DEFAULT);
    Path path = workingDirectory.resolve(name);
    if (file.isEmpty() && !Files.exists(path)) {
      return Optional.empty();
    }
    try {
      ConfigurationLayer layer = ConfigurationFile.read(path, name);
      JsonObject document = schema.withoutEmptySections(layer.document());
      return Optional.of(new ConfigurationLayer(name, document, layer.positions()));
    } catch (ConfigurationException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }

  private void assign(
      String source, String key, String text, List<ConfigurationLayer> layers, List<Fault> faults) {
    List<String> path = List.of(key.split("\\.", -1));
    try {
      Object value = schema.isText(path) ? text : YamlDocument.value(source, text).orElse(null);
      layers.add(ConfigurationLayer.of(source, path, value));
    } catch (ConfigurationException e) {
      faults.addAll(e.faults());
    }
  }

  private Configuration merge(List<ConfigurationLayer> layers) {
    JsonObject document = new WpdOptions().toJson();
    Map<String, String> origins = new LinkedHashMap<>();
    for (ConfigurationLayer layer : layers) {
      document.mergeIn(layer.document(), true);
      for (String key : schema.keys()) {
        if (isSet(layer.document(), key)) {
          origins.put(key, layer.originOf(ConfigurationSchema.pointer(key)));
        }
      }
    }
    return new Configuration(document, origins);
  }

  private static boolean isSet(JsonObject document, String key) {
    Object value = document;
    for (String name : key.split("\\.", -1)) {
      if (!(value instanceof JsonObject object) || !object.containsKey(name)) {
        return false;
      }
      value = object.getValue(name);
    }
    return true;
  }
}
