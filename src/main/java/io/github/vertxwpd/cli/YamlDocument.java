package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads YAML 1.2 (core schema) into JSON values and remembers where each one stood. Anchors, custom
 * tags and deep nesting, which no configuration needs, and keys that stand twice are refused.
 */
final class YamlDocument {
  /** How deep lists and mappings may be nested: {@value}. */
  static final int MAX_DEPTH = 32;

  private static final Schema SCHEMA = new CoreSchema();
  private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT);

  private final String source;
  private final Map<String, String> positions = new HashMap<>();

  private YamlDocument(String source) {
    this.source = source;
  }

  /**
   * Reads a document whose root is a mapping; an empty one has no values.
   *
   * @param source what to call it in errors
   * @param yaml its text
   */
  static ConfigurationLayer read(String source, String yaml) throws ConfigurationException {
    YamlDocument document = new YamlDocument(source);
    Object root = document.compose(yaml).orElse(null);
    if (root != null && !(root instanceof JsonObject)) {
      throw new ConfigurationException(source, "the file must be a mapping of keys to values");
    }
    JsonObject values = root == null ? new JsonObject() : (JsonObject) root;
    return new ConfigurationLayer(source, values, document.positions);
  }

  /**
   * Reads one value.
   *
   * @param source what to call it in errors
   * @param yaml its text
   * @return the value, or empty where the text means none
   */
  static Optional<Object> value(String source, String yaml) throws ConfigurationException {
    return new YamlDocument(source).compose(yaml);
  }

  private Optional<Object> compose(String yaml) throws ConfigurationException {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setSchema(SCHEMA).setUseMarks(true).build();
    Optional<Node> root;
    try {
      checkDepth(new Parse(settings).parseString(yaml));
      root = new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      throw new ConfigurationException(
          position(e.getProblemMark()), "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigurationException(source, "this is not YAML: " + e.getMessage());
    }
    return root.isEmpty() ? Optional.empty() : Optional.ofNullable(value(root.get(), ""));
  }

  /** Who composes nodes out of events calls itself for every level. */
  private void checkDepth(Iterable<Event> events) throws ConfigurationException {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw new ConfigurationException(
            position(event.getStartMark()), "nested deeper than " + MAX_DEPTH + " levels");
      }
    }
  }

  private Object value(Node node, String pointer) throws ConfigurationException {
    if (node instanceof MappingNode mapping) {
      checkPlain(node, Set.of(Tag.MAP));
      return mapping(mapping, pointer);
    }
    if (node instanceof SequenceNode sequence) {
      checkPlain(node, Set.of(Tag.SEQ));
      JsonArray array = new JsonArray();
      for (Node item : sequence.getValue()) {
        array.add(value(item, pointer + "/" + array.size()));
      }
      return array;
    }
    checkPlain(node, SCALARS);
    return scalar((ScalarNode) node);
  }

  private void checkPlain(Node node, Set<Tag> tags) throws ConfigurationException {
    if (node.getAnchor().isPresent()) {
      throw new ConfigurationException(position(node), "anchors (&name) are not supported");
    }
    if (!tags.contains(node.getTag())) {
      throw new ConfigurationException(
          position(node), "the tag " + node.getTag() + " is not supported");
    }
  }

  private JsonObject mapping(MappingNode mapping, String pointer) throws ConfigurationException {
    JsonObject object = new JsonObject();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new ConfigurationException(position(tuple.getKeyNode()), "a key must be a word");
      }
      checkPlain(key, SCALARS);
      String name = key.getValue();
      String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (object.containsKey(name)) {
        throw new ConfigurationException(
            position(key), "\"" + name + "\" stands here twice; first at " + positions.get(inner));
      }
      positions.put(inner, position(key));
      object.put(name, value(tuple.getValueNode(), inner));
    }
    return object;
  }

  private Object scalar(ScalarNode scalar) throws ConfigurationException {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      return scalar.getValue();
    }
    // An integer is a float too; every other type must be what the text says.
    Tag said = SCHEMA.getScalarResolver().resolve(scalar.getValue(), true);
    if (!tag.equals(said) && !(tag.equals(Tag.FLOAT) && said.equals(Tag.INT))) {
      throw new ConfigurationException(position(scalar), "this is not of the type " + tag);
    }
    return tag.equals(said)
        ? SCHEMA.getSchemaTagConstructors().get(tag).construct(scalar)
        : ((Number) SCHEMA.getSchemaTagConstructors().get(said).construct(scalar)).doubleValue();
  }

  private String position(Node node) {
    return position(node.getStartMark());
  }

  /** Marks count from 0, people from 1. */
  private String position(Optional<Mark> mark) {
    return mark.map(m -> source + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
        .orElse(source);
  }
}
