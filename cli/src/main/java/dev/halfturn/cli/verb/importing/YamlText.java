// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
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

/**
 * A map of accounts, each a map of credentials, as python-amazon-sp-api's {@code credentials.yml}
 * has it; or one map of credentials. JSON is YAML, too. What accounts have in common may be merged
 * in with {@code <<}. The library's messages are not shown, because they quote the file.
 */
final class YamlText {

  private static final String MERGE = "<<";
  private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");
  private static final int MAX_DEPTH = 20;

  private final String text;
  private final Reading reading = new Reading();

  private YamlText(String text) {
    this.text = text;
  }

  static Reading read(String text) {
    YamlText reader = new YamlText(text);
    LoadSettings settings = LoadSettings.builder().build();
    try {
      if (isDeep(new Parse(settings).parseString(text))) {
        reader.reading.fault(1, "is nested too deeply");
      } else {
        reader.readRoot(new Compose(settings).composeString(text));
      }
    } catch (MarkedYamlEngineException e) {
      reader.fault(e.getProblemMark().or(e::getContextMark));
    } catch (YamlEngineException e) {
      reader.fault(Optional.empty());
    }
    return reader.reading;
  }

  /** The library composes by recursion, and would run out of stack. */
  private static boolean isDeep(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        return true;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return false;
  }

  private void readRoot(Optional<Node> root) {
    if (root.isEmpty()) {
      return;
    }
    if (!(root.get() instanceof MappingNode map)) {
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
              line(scalar.getStartMark()),
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

  private void fault(Optional<Mark> mark) {
    reading.fault(line(mark), "is not well-formed YAML");
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  /** The library counts characters, Java halves of some. */
  private int index(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
  }
}
