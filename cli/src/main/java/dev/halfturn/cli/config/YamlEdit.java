// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One setting in a YAML text. The text is cut open where the value stands, so that all the rest
 * stays as a person wrote it; a setting that is new becomes the last line.
 */
final class YamlEdit {

  /** What means a text without quotes, in any place. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_./+-]*");

  private static final Set<String> NULL = Set.of("null", "~", "");

  private final String text;

  private YamlEdit(String text) {
    this.text = text;
  }

  /**
   * The text with the setting; whether it then means what it should is for the caller to see.
   *
   * @param text well-formed YAML
   */
  static String with(String text, String key, String value) {
    YamlEdit edit = new YamlEdit(text);
    return compose(text)
        .filter(MappingNode.class::isInstance)
        .flatMap(node -> edit.find("", (MappingNode) node, key))
        .map(found -> edit.replace(found, value))
        .orElseGet(() -> edit.append(key, value));
  }

  private static Optional<Node> compose(String text) {
    try {
      return YamlDocument.compose(text);
    } catch (YamlDocument.Malformed e) {
      throw new IllegalArgumentException("the caller has read the text", e);
    }
  }

  private Optional<NodeTuple> find(String prefix, MappingNode map, String key) {
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name) {
        String full = prefix + name.getValue();
        if (entry.getValueNode() instanceof MappingNode inner) {
          Optional<NodeTuple> found =
              key.startsWith(full + ".") ? find(full + ".", inner, key) : Optional.empty();
          if (found.isPresent()) {
            return found;
          }
        } else if (full.equals(key)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  private String replace(NodeTuple entry, String value) {
    Node node = entry.getValueNode();
    boolean blockList = node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.BLOCK;
    if (blockList) {
      // from the colon on: the list may begin in a line, and at a depth, of its own
      Node last = ((SequenceNode) node).getValue().get(((SequenceNode) node).getValue().size() - 1);
      return cut(end(entry.getKeyNode()), end(last), ": " + scalar(value));
    }
    boolean blockText =
        node instanceof ScalarNode written
            && (written.getScalarStyle() == ScalarStyle.LITERAL
                || written.getScalarStyle() == ScalarStyle.FOLDED);
    return blockText ? text : cut(start(node), end(node), scalar(value));
  }

  private String cut(int from, int to, String replacement) {
    return text.substring(0, from) + replacement + text.substring(to);
  }

  private String append(String key, String value) {
    String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return text + gap + key + ": " + scalar(value) + "\n";
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !NULL.contains(value.toLowerCase(Locale.ROOT))
        ? value
        : "'" + value.replace("'", "''") + "'";
  }

  private int start(Node node) {
    return offset(node.getStartMark().orElseThrow());
  }

  private int end(Node node) {
    return offset(node.getEndMark().orElseThrow());
  }

  private int offset(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
