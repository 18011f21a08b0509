// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.config.YamlDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A map of accounts, each a map of credentials, as python-amazon-sp-api's {@code credentials.yml}
 * has it; or one map of credentials. JSON is YAML, too. What accounts have in common may be merged
 * in with {@code <<}.
 */
final class YamlText {

  private static final String MERGE = "<<";
  private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

  private final String text;
  private final Reading reading = new Reading();

  private YamlText(String text) {
    this.text = text;
  }

  static Reading read(String text) {
    YamlText reader = new YamlText(text);
    try {
      YamlDocument.compose(text).ifPresent(reader::readRoot);
    } catch (YamlDocument.Malformed e) {
      reader.reading.fault(e.line(), e.getMessage());
    }
    return reader.reading;
  }

  private void readRoot(Node root) {
    if (!(root instanceof MappingNode map)) {
      reading.fault(1, "is not a map of accounts");
      return;
    }
    members(map)
        .forEach(
            (name, value) -> {
              if (value instanceof MappingNode account) {
                members(account).forEach((field, node) -> add(name, field, node));
              } else {
                add("", name, value);
              }
            });
  }

  /** The members of a map, of two of one name the last; those that it merges in give way. */
  private static Map<String, Node> members(MappingNode map) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && !key.getValue().equals(MERGE)) {
        members.put(key.getValue(), entry.getValueNode());
      }
    }
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MERGE)) {
        merged(entry.getValueNode()).forEach(other -> mergeInto(members, other));
      }
    }
    return members;
  }

  private static List<Node> merged(Node value) {
    return value instanceof SequenceNode list ? list.getValue() : List.of(value);
  }

  private static void mergeInto(Map<String, Node> members, Node other) {
    if (other instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          members.putIfAbsent(key.getValue(), entry.getValueNode());
        }
      }
    }
  }

  private void add(String section, String name, Node value) {
    if (value instanceof ScalarNode scalar) {
      int start = index(scalar.getStartMark());
      int end = index(scalar.getEndMark());
      reading.add(
          new Entry(
              section,
              name,
              scalar.isPlain() && NULLS.contains(scalar.getValue())
                  ? ""
                  : scalar.getValue().strip(),
              YamlDocument.line(scalar),
              start,
              end,
              blank(scalar.getScalarStyle(), text.substring(start, end))));
    }
  }

  private static String blank(ScalarStyle style, String source) {
    return switch (style) {
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> "\"\"";
      case LITERAL, FOLDED -> source.endsWith("\n") ? "''\n" : "''";
      case SINGLE_QUOTED, PLAIN -> "''";
    };
  }

  /** The library counts characters, Java halves of some. */
  private int index(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
  }
}
