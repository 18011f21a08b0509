// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import dev.halfturn.testkit.SecretIssuerContract;
import dev.halfturn.testkit.SecretStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is registered as a plug-in, in any module and in any example, is held to its contracts
 * by tests of its own module that ran.
 */
class EveryPluginConformsTest {

  private static final Map<String, Class<?>> CONTRACTS =
      Map.of(
          SecretStoreFactory.class.getName(), SecretStoreContract.class,
          NotifierFactory.class.getName(), NotifierContract.class,
          SecretIssuerFactory.class.getName(), SecretIssuerContract.class,
          ExpirySchedulerFactory.class.getName(), ExpirySchedulerContract.class);

  /** One line of a services file. */
  record Registered(BuiltModule module, String spi, String factory) {

    Stream<JavaClass> tests() {
      return new ClassFileImporter()
          .importPath(module.target().resolve("test-classes")).stream()
              .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
              .filter(type -> !type.getSimpleName().isEmpty())
              .filter(type -> type.getEnclosingClass().isEmpty())
              .filter(type -> type.getSimpleName().endsWith("Test"));
    }

    private String packageName() {
      return factory.substring(0, factory.lastIndexOf('.'));
    }

    @Override
    public String toString() {
      return module + ": " + factory;
    }
  }

  static List<Registered> plugins() {
    return BuiltModule.all().stream()
        .flatMap(
            module ->
                CONTRACTS.keySet().stream()
                    .sorted()
                    .flatMap(
                        spi -> lines(module, spi).map(line -> new Registered(module, spi, line))))
        .toList();
  }

  private static Stream<String> lines(BuiltModule module, String spi) {
    Path file = module.classesFolder().resolve("META-INF/services").resolve(spi);
    return Files.exists(file)
        ? BuiltModule.read(file)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
        : Stream.of();
  }

  @Test
  void thereArePluginsOfAllKindsAndInExamples() {
    assertThat(plugins().stream().map(Registered::spi).distinct()).hasSize(4);
    assertThat(plugins().stream().map(Registered::factory))
        .contains(
            "com.example.halfturn.DirectoryStore$Factory",
            "com.example.notifier.ChatNotifier$Factory");
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void itsFactoryIsHeldToTheContractOfFactories(Registered plugin) {
    List<JavaClass> tests =
        plugin
            .tests()
            .filter(type -> type.isAssignableTo(PluginFactoryContract.class))
            .filter(type -> makes(type, plugin.factory))
            .toList();

    assertThat(tests).as("a test of %s that implements PluginFactoryContract", plugin).isNotEmpty();
    assertHeld(plugin, tests, PluginFactoryContract.class);
  }

  /** Tests lie beside what they test. */
  @ParameterizedTest
  @MethodSource("plugins")
  void whatItMakesIsHeldToTheContractOfItsKind(Registered plugin) {
    Class<?> contract = CONTRACTS.get(plugin.spi);
    List<JavaClass> tests =
        plugin
            .tests()
            .filter(type -> type.isAssignableTo(contract))
            .filter(type -> type.getPackageName().equals(plugin.packageName()))
            .toList();

    assertThat(tests)
        .as("a test beside %s that extends %s", plugin, contract.getSimpleName())
        .isNotEmpty();
    assertHeld(plugin, tests, contract);
  }

  /** The test, or what it extends, names the factory. */
  private static boolean makes(JavaClass test, String factory) {
    return Stream.concat(Stream.of(test), test.getAllRawSuperclasses().stream())
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .anyMatch(used -> used.getTargetClass().getName().equals(factory));
  }

  /** By one of the tests at least: another may leave out what its side cannot do. */
  private static void assertHeld(Registered plugin, List<JavaClass> tests, Class<?> contract) {
    assumeThat(plugin.module.files("surefire-reports"))
        .as("%s: no reports, run 'mvn verify' as a whole", plugin)
        .isNotEmpty();
    List<ContractLine> lines = ContractLine.of(contract);
    assertThat(tests)
        .anySatisfy(
            test -> {
              ContractRun run = ContractRun.of(plugin.module, test.getName());
              assertThat(lines).allSatisfy(line -> assertThat(run.complaint(line)).isEmpty());
            });
  }
}
