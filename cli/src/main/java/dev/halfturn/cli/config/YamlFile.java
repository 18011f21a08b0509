// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML 1.2 flattened into one map: nested maps join with {@code .}, lists with {@code ,}. Every
 * scalar is taken as it is written, so {@code NO} stays a text.
 */
final class YamlFile {

  private final FlatFile flat;

  private YamlFile(FlatFile flat) {
    this.flat = flat;
  }

  static void read(String text, FlatFile flat) {
    Optional<Node> document;
    try {
      document = YamlDocument.compose(text);
    } catch (YamlDocument.Malformed e) {
      flat.problem(e.line(), "", e.getMessage());
      return;
    }
    document.ifPresent(root -> new YamlFile(flat).readRoot(root));
  }

  private void readRoot(Node root) {
    if (root instanceof MappingNode map) {
      readMap("", map);
    } else {
      flat.problem(YamlDocument.line(root), "", "is not a map of settings");
    }
  }

  private void readMap(String prefix, MappingNode map) {
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        flat.problem(YamlDocument.line(entry.getKeyNode()), prefix, "has a key that is not a text");
        continue;
      }
      String key = prefix.isEmpty() ? keyNode.getValue() : prefix + "." + keyNode.getValue();
      readValue(key, entry.getValueNode(), YamlDocument.line(keyNode));
    }
  }

  private void readValue(String key, Node value, int line) {
    if (value.getAnchor().isPresent()) {
      flat.problem(line, key, "uses an anchor, which is not supported; write the value out");
    } else if (value instanceof MappingNode map) {
      readMap(key, map);
    } else if (value instanceof SequenceNode list) {
      readList(key, list, line);
    } else if (value instanceof ScalarNode scalar) {
      readScalar(key, scalar, line);
    }
  }

  private void readList(String key, SequenceNode list, int line) {
    List<Node> items = list.getValue();
    if (items.stream().allMatch(item -> item instanceof ScalarNode)) {
      flat.put(
          line,
          key,
          items.stream()
              .map(item -> ((ScalarNode) item).getValue())
              .collect(Collectors.joining(",")));
    } else {
      flat.problem(line, key, "is a list of something else than plain values");
    }
  }

  private void readScalar(String key, ScalarNode scalar, int line) {
    if (scalar.getTag().equals(Tag.NULL)) {
      flat.problem(line, key, "has no value");
    } else {
      flat.put(line, key, scalar.getValue());
    }
  }
}
