// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** One document of YAML 1.2 that somebody has written, as its nodes. */
public final class YamlDocument {

  /** Levels a document may be nested. */
  public static final int MAX_DEPTH = 20;

  /** What is wrong with a document, without a word of it: the library's messages quote it. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    private Malformed(int line, String message) {
      super(message);
      this.line = line;
    }

    /** Where, counted from 1. */
    public int line() {
      return line;
    }
  }

  private YamlDocument() {}

  /** The root node; empty if there is nothing in the document. */
  public static Optional<Node> compose(String text) throws Malformed {
    LoadSettings settings = LoadSettings.builder().build();
    try {
      refuseDeep(new Parse(settings).parseString(text));
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw malformed(line(e.getProblemMark().or(e::getContextMark)));
    } catch (YamlEngineException e) {
      throw malformed(1);
    }
  }

  /** The line a node starts in, counted from 1. */
  public static int line(Node node) {
    return line(node.getStartMark());
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static Malformed malformed(int line) {
    return new Malformed(line, "is not well-formed YAML");
  }

  /** The library composes by recursion, and would run out of stack. */
  private static void refuseDeep(Iterable<Event> events) throws Malformed {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw new Malformed(line(event.getStartMark()), "is nested too deeply");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }
}
