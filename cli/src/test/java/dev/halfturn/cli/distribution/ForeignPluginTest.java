// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's jar in the folder {@code plugins}. */
class ForeignPluginTest {

  private static final String SOURCE =
      """
      package com.example;

      import dev.halfturn.spi.*;
      import java.util.List;

      public final class PigeonFactory implements NotifierFactory {
        @Override public String name() { return "pigeon"; }
        @Override public List<ConfigOption<?>> options() {
          return List.of(ConfigOption.string("loft", "where it lives").require());
        }
        @Override public Notifier open(PluginConfig config, PluginContext context) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  @TempDir Path home;
  private Path distribution;

  @BeforeEach
  void copyDistribution() throws IOException {
    distribution = Distribution.copyTo(home.resolve("halfturn"));
  }

  private Result plugins(String... more) {
    List<String> command =
        new ArrayList<>(List.of(distribution.resolve("bin/halfturn").toString(), "plugins"));
    command.addAll(List.of(more));
    return new ChildProcess(home).run(command);
  }

  @Test
  void isListedWithItsJarHashAndOptions() throws IOException {
    writeJar("pigeon-1.0.jar", "com.example.PigeonFactory");

    assertThat(plugins().out()).containsPattern("notifier +pigeon +pigeon-1.0.jar");
    assertThat(plugins("--verbose").out())
        .contains(
            "notifier pigeon", "class    com.example.PigeonFactory", "option   loft  required")
        .containsPattern("sha-256  [0-9a-f]{64}");
  }

  @Test
  void isReportedIfItCannotBeLoadedAndHidesNothing() throws IOException {
    writeJar("broken-1.0.jar", "com.example.Missing");

    Result result = plugins();

    assertThat(result.status()).isEqualTo(9);
    assertThat(result.out()).contains("file", "log", "local");
    assertThat(result.err()).contains("com.example.Missing", "broken-1.0.jar");
  }

  private String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private void writeJar(String name, String registered) throws IOException {
    Path source = home.resolve("PigeonFactory.java");
    Files.writeString(source, SOURCE);
    Files.createDirectories(home.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                home.resolve("classes").toString(),
                "-cp",
                libraries(),
                source.toString());
    assertThat(status).isZero();
    try (OutputStream file = Files.newOutputStream(distribution.resolve("plugins").resolve(name));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("com/example/PigeonFactory.class"));
      jar.write(Files.readAllBytes(home.resolve("classes/com/example/PigeonFactory.class")));
      jar.putNextEntry(new JarEntry("META-INF/services/dev.halfturn.spi.NotifierFactory"));
      jar.write(registered.getBytes(StandardCharsets.UTF_8));
    }
  }
}
