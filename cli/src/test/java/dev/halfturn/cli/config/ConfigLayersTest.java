// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.HalfturnException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLayersTest {

  private static final Set<String> KEYS =
      Set.of(
          "store",
          "scheduler",
          "notifiers",
          "notifier.mail.port",
          "proxy",
          "rotation.at",
          "store.file.path");

  @TempDir Path directory;
  private Path project;
  private Path user;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void makeFolders() throws IOException {
    project = Files.createDirectory(directory.resolve("project"));
    user = Files.createDirectories(directory.resolve("config/halfturn"));
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
  }

  private Settings load(Map<String, String> flags) {
    return load(Optional.empty(), flags);
  }

  private Settings load(Optional<Path> file, Map<String, String> flags) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            environment,
            properties,
            InstantSource.system(),
            Terminal.none(),
            project,
            duration -> {});
    return new ConfigLayers(surroundings, settings -> KEYS, warnings::add).load(file, flags);
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Nested
  class Precedence {

    @Test
    void goesFromFlagToVariableToPropertyToProjectToUser() throws IOException {
      write(
          user.resolve("config.yaml"),
          "{store: user, scheduler: user, notifiers: user, proxy: user, rotation.at: user}");
      write(
          project.resolve("halfturn.yaml"),
          "{store: project, scheduler: project, notifiers: project, proxy: project}");
      properties.put("halfturn.store", "property");
      properties.put("halfturn.scheduler", "property");
      properties.put("halfturn.notifiers", "property");
      environment.put("HALFTURN_STORE", "variable");
      environment.put("HALFTURN_SCHEDULER", "variable");

      Settings settings = load(Map.of("store", "flag"));

      assertThat(settings.find("store")).contains("flag");
      assertThat(settings.find("scheduler")).contains("variable");
      assertThat(settings.find("notifiers")).contains("property");
      assertThat(settings.find("proxy")).contains("project");
      assertThat(settings.find("rotation.at")).contains("user");
    }

    @Test
    void isToldByTheOrigins() throws IOException {
      write(user.resolve("config.yaml"), "version: 1\nproxy: x\n");
      properties.put("halfturn.notifiers", "x");
      environment.put("HALFTURN_STORE", "x");

      Settings settings = load(Map.of("scheduler", "x"));

      assertThat(settings.origin("proxy").orElseThrow().text())
          .isEqualTo(user.resolve("config.yaml") + ":2");
      assertThat(settings.origin("notifiers").orElseThrow().text())
          .isEqualTo("-Dhalfturn.notifiers");
      assertThat(settings.origin("store").orElseThrow().text()).isEqualTo("HALFTURN_STORE");
      assertThat(settings.origin("scheduler").orElseThrow().text()).isEqualTo("--set");
    }

    @Test
    void givesANamedFileInPlaceOfTheUsualOnes() throws IOException {
      write(user.resolve("config.yaml"), "store: user\nproxy: user\n");
      Path named = project.resolve("other.properties");
      write(named, "store = named\n");

      Settings settings = load(Optional.of(named), Map.of());

      assertThat(settings.find("store")).contains("named");
      assertThat(settings.find("proxy")).isEmpty();
    }
  }

  @Nested
  class ProjectFile {

    @Test
    void isNotBelievedIfOthersMayWriteIt() throws IOException {
      Path file = project.resolve("halfturn.yaml");
      write(file, "store: planted");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

      assertThat(load(Map.of()).keys()).isEmpty();
      assertThat(warnings).containsExactly("ignored ./halfturn.yaml: others may write it");
    }
  }

  @Nested
  class Environment {

    @Test
    void namesEachKnownKeyInUpperCaseWithUnderscores() {
      environment.put("HALFTURN_STORE_FILE_PATH", "/somewhere");

      assertThat(load(Map.of()).find("store.file.path")).contains("/somewhere");
    }

    @Test
    void isRefusedWhereAVariableFitsNoSetting() {
      environment.put("HALFTURN_STOER", "x");

      assertThatThrownBy(() -> load(Map.of()))
          .isInstanceOfSatisfying(
              ConfigException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(ConfigProblem::text)
                      .containsExactly(
                          "HALFTURN_STOER: fits no setting (did you mean 'HALFTURN_STORE'?)"));
    }

    @Test
    void leavesAloneWhatIsMeantForOthers() {
      environment.put("HALFTURN_JAVA_OPTS", "-Xmx1g");
      environment.put("HALFTURN_CLASS_ARCHIVE", "off");
      environment.put("HALFTURN_SERVICE_HOST", "10.0.0.1");
      environment.put("HALFTURN_PORT_80_TCP", "tcp://10.0.0.1:80");
      environment.put("HALFTURN_HOOK_APP", "erp");

      assertThat(load(Map.of()).keys()).isEmpty();
    }

    @Test
    void leavesAloneWhatKubernetesSetsForOtherServicesUnlessItIsASetting() {
      environment.put("HALFTURN_WEB_SERVICE_HOST", "10.0.0.1");
      environment.put("HALFTURN_WEB_SERVICE_PORT", "80");
      environment.put("HALFTURN_WEB_SERVICE_PORT_HTTP_ALT", "80");
      environment.put("HALFTURN_WEB_PORT", "tcp://10.0.0.1:80");
      environment.put("HALFTURN_WEB_PORT_80_TCP", "tcp://10.0.0.1:80");
      environment.put("HALFTURN_WEB_PORT_80_TCP_ADDR", "10.0.0.1");
      environment.put("HALFTURN_WEB_PORT_53_UDP_PROTO", "udp");
      environment.put("HALFTURN_NOTIFIER_MAIL_PORT", "587");

      assertThat(load(Map.of()).keys()).containsExactly("notifier.mail.port");
    }
  }

  @Nested
  class BadFiles {

    @Test
    void areReportedTogetherWithTheirLines() throws IOException {
      write(user.resolve("config.yaml"), "store: a\nproxy:\nstore: b\nnotifiers: [[1]]\n");
      environment.put("HALFTURN_STOER", "x");

      assertThatThrownBy(() -> load(Map.of()))
          .isInstanceOfSatisfying(
              ConfigException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(problem -> problem.text().replace(user + "/", ""))
                      .containsExactly(
                          "config.yaml:2: proxy: has no value",
                          "config.yaml:3: store: is given a second time; the first is in line 1",
                          "config.yaml:4: notifiers: is a list of something else than plain"
                              + " values",
                          "HALFTURN_STOER: fits no setting (did you mean 'HALFTURN_STORE'?)"));
    }

    @Test
    void areNotQuotedWhenTheyAreMalformed() throws IOException {
      write(user.resolve("config.yaml"), "store: file\npassword: \"canary-4711\n");

      assertThatThrownBy(() -> load(Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("is not well-formed YAML")
          .hasMessageNotContaining("canary");
    }

    @Test
    void areNamedWhenTheyDoNotExist() {
      Path missing = directory.resolve("missing.yaml");

      assertThatThrownBy(() -> load(Optional.of(missing), Map.of()))
          .isInstanceOf(HalfturnException.class)
          .hasMessage("there is no configuration file " + missing);
    }
  }
}
