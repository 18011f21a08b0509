// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.filter.JavadocLikePackageFilter;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiField;
import japicmp.model.JApiParameter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What breaks programs and plug-ins that were built against earlier classes. */
final class ApiBreaks {

  /** Which nobody who keeps to the promises of COMPATIBILITY.md notices. */
  private static final Set<JApiCompatibilityChangeType> HARMLESS =
      Set.of(JApiCompatibilityChangeType.METHOD_NEW_DEFAULT);

  private final Set<String> found = new TreeSet<>();

  private ApiBreaks() {}

  /**
   * Compares the public and protected parts of some packages.
   *
   * @param before folder of classes
   * @param now folder of classes
   * @param temporary for files of this call
   * @return one line for each, sorted: what, and what happened to it
   */
  static List<String> between(Path before, Path now, Set<String> packages, Path temporary)
      throws IOException {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.setNoAnnotations(true);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    for (String name : packages) {
      options.getFilters().getIncludes().add(new JavadocLikePackageFilter(name, true));
    }
    ApiBreaks breaks = new ApiBreaks();
    new JarArchiveComparator(options)
        .compare(
            new JApiCmpArchive(jar(before, temporary.resolve("before.jar")).toFile(), "before"),
            new JApiCmpArchive(jar(now, temporary.resolve("now.jar")).toFile(), "now"))
        .forEach(breaks::look);
    return List.copyOf(breaks.found);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes)) {
      for (Path each : found.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private void look(JApiClass type) {
    String name = type.getFullyQualifiedName();
    note(name, type);
    note(name, type.getSuperclass());
    type.getInterfaces().forEach(each -> note(name, each));
    type.getFields().forEach(field -> note(name + "." + field(field), field));
    type.getMethods().forEach(method -> note(name + "." + signature(method), method));
    type.getConstructors().forEach(made -> note(name + "." + signature(made), made));
  }

  private void note(String what, JApiCompatibility changed) {
    List<String> changes = new ArrayList<>();
    for (JApiCompatibilityChange change : changed.getCompatibilityChanges()) {
      JApiCompatibilityChangeType kind = change.getType();
      if (!HARMLESS.contains(kind) && !(kind.isBinaryCompatible() && kind.isSourceCompatible())) {
        changes.add(kind.name());
      }
    }
    changes.forEach(change -> found.add(what + " " + change));
  }

  private static String field(JApiField field) {
    return field.getName();
  }

  private static String signature(JApiBehavior called) {
    return called.getName()
        + called.getParameters().stream()
            .map(JApiParameter::getType)
            .collect(Collectors.joining(",", "(", ")"));
  }
}
