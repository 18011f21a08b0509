// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java the launcher takes, what it asks of it, and what it says where there is none. */
class LauncherJavaTest {

  private static final Path REAL = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path home;

  private Result launch(String variable, String value) {
    return new ChildProcess(home)
        .with("JAVA_HOME", "")
        .with(variable, value)
        .run(List.of(Distribution.launcher().toString(), "--version"));
  }

  private Path javaHome(String script) throws IOException {
    Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home.resolve("jdk");
  }

  private static void assertRefused(Result result, String error, String hint) {
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("halfturn: error: " + error + "\nhalfturn: hint: " + hint + "\n");
  }

  private static String advice(Path javaHome) {
    return "JAVA_HOME is "
        + javaHome
        + ": set it to a Java 17 or newer, or unset it to use the PATH's";
  }

  @Test
  void isTheOneOnThePathWithoutJavaHome() {
    assertThat(launch("JAVA_HOME", "").out()).startsWith("halfturn ");
  }

  @Test
  void isMissedWhereNoneIsOnThePath() {
    assertRefused(
        launch("PATH", home.toString()),
        "there is no Java: no 'java' on the PATH",
        "install Java 17 or newer, or set JAVA_HOME");
  }

  @Test
  void isMissedWhereJavaHomeIsWrong() {
    assertRefused(
        launch("JAVA_HOME", "/nowhere"),
        "there is no Java: /nowhere/bin/java cannot be run",
        advice(Path.of("/nowhere")));
  }

  @Test
  void isMissedWhereItMayNotBeRun() throws IOException {
    Path jdk = javaHome("exit 0");
    Path java = jdk.resolve("bin/java");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rw-r--r--"));

    assertRefused(
        launch("JAVA_HOME", jdk.toString()),
        "there is no Java: " + java + " cannot be run",
        advice(jdk));
  }

  @Test
  void isMissedWhereTheProgramIsSomethingElse() throws IOException {
    Path jdk = javaHome("exit 1");

    assertRefused(
        launch("JAVA_HOME", jdk.toString()),
        "there is no Java: " + jdk.resolve("bin/java") + " does not say which version it is",
        advice(jdk));
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_292, 8", "11.0.2, 11", "16, 16"})
  void isRefusedWhereTheInstallationNotesThatItIsTooOld(String version, String shown)
      throws IOException {
    Path jdk = javaHome("echo it was started; exit 1");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");

    assertRefused(
        launch("JAVA_HOME", jdk.toString()),
        "Java 17 or newer is needed, and " + jdk.resolve("bin/java") + " is Java " + shown,
        advice(jdk));
  }

  @Test
  void isRefusedWhereOnlyItselfKnowsThatItIsTooOld() throws IOException {
    Path jdk = javaHome("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

    assertRefused(
        launch("JAVA_HOME", jdk.toString()),
        "Java 17 or newer is needed, and " + jdk.resolve("bin/java") + " is Java 11",
        advice(jdk));
  }

  @Test
  void mayBeAProgramThatStartsAnother() throws IOException {
    Path jdk = javaHome("exec '" + REAL + "' \"$@\"");

    assertThat(launch("JAVA_HOME", jdk.toString()).out()).startsWith("halfturn ");
  }

  /** A dump of the memory, a debugger, a second sending of a request: all would show secrets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:-HeapDumpOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:+DisableAttachMechanism",
        "-Dsun.net.http.retryPost=false"
      })
  void isToldToKeepSecretsToItself(String option) throws IOException {
    assertToldToBothSystems(option);
  }

  /** With the JDK's own five, most of many calls at once shake hands anew each time. */
  @Test
  void isToldToKeepAConnectionForEachCall() throws IOException {
    assertToldToBothSystems("-Dhttp.maxConnections=256");
  }

  private void assertToldToBothSystems(String option) throws IOException {
    Path jdk = javaHome("echo \"$@\"");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    Path forWindows = Distribution.launcher().resolveSibling("halfturn.bat");

    assertThat(launch("JAVA_HOME", jdk.toString()).out()).contains(" " + option + " ");
    assertThat(Files.readString(forWindows)).contains("  " + option + " ^");
  }

  @Test
  void keepsItsMemoryClosedToOtherProcesses() {
    assertThat(launch("HALFTURN_JAVA_OPTS", "-XX:+PrintFlagsFinal").err())
        .containsPattern("DisableAttachMechanism +(:)?= +true")
        .containsPattern("HeapDumpOnOutOfMemoryError +(:)?= +false");
  }
}
