// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same providers are found on the class path and on the module path. */
class ServicesTest {

  static List<BuiltModule> modules() {
    return BuiltModule.all();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void areNamedAlikeInBothPlaces(BuiltModule module) {
    module
        .descriptor()
        .ifPresent(
            descriptor ->
                assertThat(servicesFiles(module))
                    .as(module.name())
                    .isEqualTo(provided(descriptor)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void areClassesOfTheirModule(BuiltModule module) {
    Set<String> classes =
        module.classes().stream().map(type -> type.getName()).collect(Collectors.toSet());

    assertThat(servicesFiles(module).values())
        .allSatisfy(providers -> assertThat(classes).containsAll(providers));
  }

  private static Map<String, Set<String>> servicesFiles(BuiltModule module) {
    Map<String, Set<String>> services = new TreeMap<>();
    for (Path file : module.files("classes/META-INF/services")) {
      services.put(
          file.getFileName().toString(),
          BuiltModule.read(file)
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return services;
  }

  private static Map<String, Set<String>> provided(ModuleDescriptor descriptor) {
    Map<String, Set<String>> provided = new TreeMap<>();
    descriptor
        .provides()
        .forEach(given -> provided.put(given.service(), new TreeSet<>(given.providers())));
    return provided;
  }
}
