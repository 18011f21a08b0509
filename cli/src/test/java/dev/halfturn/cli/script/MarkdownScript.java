// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands of a document as a {@link Script}: all blocks marked {@code console}, one after the
 * other, with what they print. What a reader need not see (the simulated Amazon's side of the
 * story) stands in comments, {@code <!-- $ amazon rotate erp -->}; what a person answers in {@code
 * <!-- > y -->} before the block that begins with the command that asks.
 */
public final class MarkdownScript {

  /** How documents start the demonstration, of which a test of its own says what it prints. */
  static final String DEMO = "mvn -q -Pdemo -pl cli -am";

  private static final Path PRINTED_BY_DEMO = Path.of("src/test/resources/demo/demo.txt");
  private static final Pattern HIDDEN = Pattern.compile("<!-- ([$<>](?: .*)?) -->");
  private static final Pattern ROTATION = Pattern.compile("\\bR-[A-Z0-9-]{4}");
  private static final Pattern FINGERPRINT = Pattern.compile("fp:\\S{6}");
  private static final Pattern HOOK = Pattern.compile("(?<=  hooks   )(\\S+ \\S) (?:[0-9.]+|N) s");
  private static final Pattern HEX =
      Pattern.compile("\\b(?:[0-9a-f]{16}(?:[0-9a-f]{16}|[0-9a-f]{48})?|hex\\d+-+)(?![-0-9a-f])");
  private static final Pattern MILLISECONDS = Pattern.compile(" *\\b(?:\\d+|N) ms");

  private MarkdownScript() {}

  public static String of(String document) {
    StringBuilder script = new StringBuilder();
    StringBuilder answers = new StringBuilder();
    boolean inside = false;
    for (String line : document.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside) {
        script.append(asScript(line)).append('\n');
        script.append(answers);
        answers.setLength(0);
      } else if (HIDDEN.matcher(line).matches()) {
        String hidden = HIDDEN.matcher(line).replaceFirst("$1");
        (hidden.startsWith(">") ? answers : script).append(hidden).append('\n');
      }
    }
    return script.toString();
  }

  private static String asScript(String line) {
    if (line.startsWith("$ ") || line.startsWith("< ") || line.matches("\\[\\d+]")) {
      return line;
    }
    return ((line.startsWith("halfturn: ") ? "! " : "  ") + line).stripTrailing();
  }

  /** The contents of all blocks of a language. */
  static List<String> blocks(String document, String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : document.lines().toList()) {
      if (line.equals("```" + language)) {
        block = new StringBuilder();
      } else if (line.startsWith("```") && block != null) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  /** Runs all commands of a document and returns it with what came out. */
  public static String replay(String script, World world) {
    return Script.replay(
        script, (line, input) -> line.equals(DEMO) ? demo() : world.run(line, input));
  }

  private static Script.Result demo() {
    try {
      return new Script.Result(0, Files.readString(PRINTED_BY_DEMO), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without what differs between a document, which shows an example, and a run. */
  public static String comparable(String script) {
    String text = script.replace("$WORK", "~");
    text = FINGERPRINT.matcher(text).replaceAll("fp:------");
    text = ROTATION.matcher(text).replaceAll("R-----");
    text = HOOK.matcher(text).replaceAll("$1 N s");
    text = HEX.matcher(text).replaceAll("hex");
    return MILLISECONDS.matcher(text).replaceAll(" N ms");
  }
}
