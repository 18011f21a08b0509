// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.testkit.Canaries;
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
      import java.io.IOException;
      import java.nio.file.*;
      import java.util.List;

      public final class PigeonFactory implements NotifierFactory {
        @Override public String name() { return "pigeon"; }
        private static final ConfigOption<String> LOFT =
            ConfigOption.string("loft", "where it lives").require();
        @Override public List<ConfigOption<?>> options() {
          return List.of(LOFT);
        }
        @Override public Notifier open(PluginConfig config, PluginContext context) {
          Path loft = Path.of(config.get(LOFT));
          return new Notifier() {
            @Override public Receipt send(Notice notice) {
              try {
                String letter = notice.recipient().orElse("all") + ": " + notice.subject();
                Files.writeString(
                    loft, letter, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return new Receipt("", context.clock().instant());
              } catch (IOException e) {
                throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the loft is shut"));
              }
            }
            @Override public void close() {}
          };
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
    return halfturn("", Stream.concat(Stream.of("plugins"), Stream.of(more)).toList());
  }

  private Result halfturn(String in, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/halfturn").toString());
    command.addAll(args);
    return new ChildProcess(home)
        .with("HALFTURN_NOTIFIERS", "pigeon")
        .with("HALFTURN_NOTIFIER_PIGEON_LOFT", home.resolve("loft").toString())
        .run(command, in);
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
  void tellsAPersonToWhomARotationIsHandedOver() throws IOException {
    writeJar("pigeon-1.0.jar", "com.example.PigeonFactory");
    assertThat(halfturn("", List.of("init", "--unlock", "key-file")).status()).isZero();
    String clientId = "amzn1.application-oa2-client.0123";
    assertThat(
            halfturn(
                    Canaries.CLIENT_SECRET + "\n",
                    List.of(
                        "app",
                        "add",
                        "erp",
                        "--client-id",
                        clientId,
                        "--created",
                        "2026-07-01",
                        "-"))
                .status())
        .isZero();

    Result result = halfturn("", List.of("rotate", "erp", "--handoff", "primary-user@example.com"));

    assertThat(result.status()).isEqualTo(11);
    assertThat(result.out())
        .contains(
            "Asked primary-user@example.com by pigeon: five numbered clicks, and this line to")
        .containsPattern("    halfturn rotate --resume R-[A-Z0-9]{4}\n");
    assertThat(Files.readString(home.resolve("loft")))
        .contains("primary-user@example.com: erp: please make a new LWA client secret (R-");
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
      for (String type : List.of("PigeonFactory", "PigeonFactory$1")) {
        jar.putNextEntry(new JarEntry("com/example/" + type + ".class"));
        jar.write(Files.readAllBytes(home.resolve("classes/com/example/" + type + ".class")));
      }
      jar.putNextEntry(new JarEntry("META-INF/services/dev.halfturn.spi.NotifierFactory"));
      jar.write(registered.getBytes(StandardCharsets.UTF_8));
    }
  }
}
