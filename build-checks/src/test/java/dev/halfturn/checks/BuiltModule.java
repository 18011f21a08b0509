// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module of this build that has code, and what the build has made of it.
 *
 * @param name its folder's last name
 */
record BuiltModule(String name, Path folder) {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  private static final List<BuiltModule> ALL =
      MODULE
          .matcher(read(ROOT.resolve("pom.xml")))
          .results()
          .map(match -> ROOT.resolve(match.group(1)))
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> new BuiltModule(folder.getFileName().toString(), folder))
          .toList();

  /** All of them, as the root names them, but this one. */
  static List<BuiltModule> all() {
    return ALL;
  }

  static BuiltModule named(String name) {
    return ALL.stream().filter(module -> module.name.equals(name)).findFirst().orElseThrow();
  }

  /** The main classes of all modules. */
  static JavaClasses allClasses() {
    return importing().importPaths(ALL.stream().map(BuiltModule::classesFolder).toList());
  }

  JavaClasses classes() {
    return importing().importPath(classesFolder());
  }

  private static ClassFileImporter importing() {
    return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludePackageInfos());
  }

  boolean made(JavaClass type) {
    String folder = classesFolder().toUri().toString();
    return type.getSource().filter(made -> made.getUri().toString().startsWith(folder)).isPresent();
  }

  Path target() {
    return folder.resolve("target");
  }

  Path classesFolder() {
    return target().resolve("classes");
  }

  /** Its {@code module-info}, if it has one. */
  Optional<ModuleDescriptor> descriptor() {
    Path file = classesFolder().resolve("module-info.class");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(ModuleDescriptor.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What others may use of it: all of a library without {@code module-info}, nothing of a program.
   */
  Set<String> exportedPackages() {
    if (Set.of("junit", "spring-boot-starter", "testkit").contains(name)) {
      return classes().stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }
    return descriptor().stream()
        .flatMap(found -> found.exports().stream())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  /** Regular files in a folder of {@link #target()} and below; none if it does not exist. */
  List<Path> files(String below) {
    Path start = target().resolve(below);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(start)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file of any size has such a line; what tests log may be larger than memory. */
  static boolean hasLine(Path file, Predicate<String> wanted) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.anyMatch(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
