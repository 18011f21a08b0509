// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom. */
class ArchitectureTest {

  /** What main code may use beside the JDK and its own module. */
  private record Use(Set<String> modules, Set<String> libraries) {

    static Use of(String... modules) {
      return new Use(Set.of(modules), Set.of());
    }

    Use and(String... packages) {
      return new Use(modules, Set.of(packages));
    }
  }

  private static final Map<String, Use> MAY_USE =
      Map.ofEntries(
          entry("spi", Use.of()),
          entry("core", Use.of("spi").and("com.fasterxml.jackson", "dev.failsafe", "org.slf4j")),
          entry("store-file", Use.of("spi").and("org.bouncycastle", "org.slf4j")),
          entry(
              "store-aws",
              Use.of("spi").and("com.fasterxml.jackson.jr", "org.slf4j", "software.amazon.awssdk")),
          entry(
              "store-azure",
              Use.of("spi")
                  .and(
                      "com.azure",
                      "com.fasterxml.jackson.jr",
                      "okhttp3",
                      "org.slf4j",
                      "reactor.core.publisher")),
          entry(
              "azure-testbed",
              Use.of()
                  .and("com.fasterxml.jackson.jr", "com.sun.net.httpserver", "org.bouncycastle")),
          entry(
              "store-gcp",
              Use.of("spi").and("com.fasterxml.jackson.jr", "com.google", "org.slf4j")),
          entry(
              "gcp-testbed",
              Use.of()
                  .and(
                      "com.fasterxml.jackson.jr",
                      "com.google",
                      "com.sun.net.httpserver",
                      "io.grpc")),
          entry(
              "azure-function",
              Use.of("core", "spi", "store-azure").and("com.microsoft.azure.functions")),
          entry(
              "gcp-function",
              Use.of("core", "spi", "store-gcp")
                  .and("com.fasterxml.jackson.jr", "com.google.cloud.functions", "io.cloudevents")),
          entry("aws-testbed", Use.of().and("com.fasterxml.jackson.jr", "com.sun.net.httpserver")),
          entry(
              "notifier-smtp",
              Use.of("spi")
                  .and(
                      "com.samskivert.mustache",
                      "jakarta.mail",
                      "org.eclipse.angus.mail.smtp",
                      "org.slf4j")),
          entry(
              "notifier-sns",
              Use.of("spi").and("com.fasterxml.jackson.jr", "software.amazon.awssdk")),
          entry("okhttp", Use.of("core", "spi").and("okhttp3")),
          entry(
              "rotator-spapi",
              Use.of("spi").and("com.fasterxml.jackson", "software.amazon.awssdk")),
          entry("notifier-webhook", Use.of("spi").and("com.fasterxml.jackson.jr")),
          entry("aws-lambda", Use.of("core", "spi").and("com.amazonaws.services.lambda.runtime")),
          entry(
              "spring-boot-starter",
              Use.of("core", "spi")
                  .and("io.micrometer.core.instrument", "org.slf4j", "org.springframework")),
          entry(
              "spring-boot",
              Use.of("core", "spi", "spring-boot-starter").and("org.slf4j", "org.springframework")),
          entry("third-party-store", Use.of("spi")),
          entry("guice", Use.of("core", "spi").and("com.google.inject", "jakarta.inject")),
          entry(
              "guice-web-service",
              Use.of("core", "guice", "spi")
                  .and("com.google.inject", "com.sun.net.httpserver", "jakarta.inject")),
          entry("third-party-notifier", Use.of("spi")),
          entry("plain-java", Use.of("core")),
          entry(
              "junit", Use.of("core", "simulator", "spi", "testkit").and("org.junit.jupiter.api")),
          entry("simulator", Use.of().and("com.fasterxml.jackson", "org.slf4j")),
          entry("testkit", Use.of("spi").and("org.assertj", "org.junit.jupiter.api")),
          entry(
              "cli",
              Use.of("core", "simulator", "spi")
                  .and(
                      "com.fasterxml.jackson",
                      "io.micrometer",
                      "org.slf4j",
                      "org.snakeyaml",
                      "picocli")),
          entry(
              "benchmarks",
              Use.of(
                      "aws-testbed",
                      "azure-testbed",
                      "core",
                      "gcp-testbed",
                      "simulator",
                      "spi",
                      "store-aws",
                      "store-azure",
                      "store-file",
                      "store-gcp",
                      "testkit")
                  .and(
                      "com.amazonaws.secretsmanager.caching",
                      "com.azure",
                      "com.github.benmanes.caffeine",
                      "com.google.api.gax",
                      "com.google.auth",
                      "com.google.cloud.secretmanager",
                      "com.google.crypto.tink",
                      "com.google.protobuf",
                      "io.grpc",
                      "org.bouncycastle",
                      "org.openjdk.jmh",
                      "org.quartz",
                      "picocli",
                      "reactor.core",
                      "software.amazon.awssdk")));

  private static final JavaClasses ALL = BuiltModule.allClasses();

  static List<BuiltModule> modules() {
    return BuiltModule.all();
  }

  @Test
  void eachModuleHasItsRule() {
    assertThat(modules().stream().map(BuiltModule::name))
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void usesOnlyWhatItMay(BuiltModule module) {
    List<JavaClass> own = ALL.stream().filter(module::made).toList();
    assertThat(own).isNotEmpty();

    assertThat(own.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()))
        .filteredOn(
            dependency -> !mayUse(module, dependency.getTargetClass().getBaseComponentType()))
        .extracting(Dependency::getDescription)
        .as(module.name())
        .isEmpty();
  }

  private static boolean mayUse(BuiltModule module, JavaClass used) {
    String name = used.getPackageName();
    Use allowed = MAY_USE.get(module.name());
    return used.isPrimitive()
        || Jdk.has(name)
        || module.made(used)
        || allowed.modules.stream().anyMatch(other -> BuiltModule.named(other).made(used))
        || allowed.libraries.stream().anyMatch(library -> (name + ".").startsWith(library + "."));
  }

  @Test
  void spiNeedsNothingButJavaBase() {
    Set<String> javaBase = Object.class.getModule().getPackages();

    Set<String> used =
        BuiltModule.named("spi").classes().stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(type -> !type.isPrimitive())
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(used).contains("dev.halfturn.spi", "java.time");
    used.remove("dev.halfturn.spi");
    assertThat(used).isSubsetOf(javaBase);
  }

  /** Not even in a text, from which it could be loaded. */
  @Test
  void theCommandLineNamesNoPlugin() throws IOException {
    List<String> plugins =
        List.of(
            "dev.halfturn.notifier.",
            "dev/halfturn/notifier/",
            "dev.halfturn.rotator.",
            "dev/halfturn/rotator/",
            "dev.halfturn.store.",
            "dev/halfturn/store/");
    List<Path> classes = BuiltModule.named("cli").files("classes");
    assertThat(classes).isNotEmpty();

    for (Path file : classes) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as("%s names no plug-in", file)
          .doesNotContain(plugins);
    }
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(ALL);
  }
}
