// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.process.Pause;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.cli.schema.Documents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** One run of the command in this process, and what it wrote. */
final class CommandRun {

  private final Map<String, String> environment = new HashMap<>();
  private final Path directory;
  private String in = "";
  private Terminal terminal = Terminal.none();
  private InstantSource clock = InstantSource.system();
  private Pause pause = duration -> {};

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private CommandRun(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.toString());
    environment.put("LANG", "C.UTF-8");
  }

  static CommandRun in(Path directory) {
    return new CommandRun(directory);
  }

  CommandRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandRun input(String text) {
    in = text;
    return this;
  }

  CommandRun terminal(Terminal other) {
    terminal = other;
    return this;
  }

  CommandRun clock(InstantSource other) {
    clock = other;
    return this;
  }

  CommandRun pause(Pause other) {
    pause = other;
    return this;
  }

  int run(String... args) {
    out.reset();
    err.reset();
    int status =
        Main.run(
            args,
            new Surroundings(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Map.of(),
                clock,
                terminal,
                directory,
                pause));
    // into the report of this test, where a secret would be found
    System.err.print(err());
    Documents.requireValid(out() + err());
    return status;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
