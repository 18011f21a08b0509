// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others compile against names the JDK's types and exported ones of ours. */
class PublicTypesTest {

  /**
   * What a module is made for: conformance classes are tests, and so name what tests are made of;
   * an adapter names what it adapts to.
   */
  private static final Map<String, Set<String>> ITS_SUBJECT =
      Map.of(
          "guice", Set.of("com.google.inject", "jakarta.inject"),
          "junit", Set.of("org.junit.jupiter.api", "org.assertj.core"),
          "okhttp", Set.of("okhttp3"),
          "testkit", Set.of("org.junit.jupiter.api", "org.assertj.core"));

  private static final Set<String> EXPORTED =
      modules().stream()
          .flatMap(module -> module.exportedPackages().stream())
          .collect(Collectors.toSet());

  static List<BuiltModule> modules() {
    return BuiltModule.all().stream()
        .filter(module -> !module.exportedPackages().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void nameNoTypeThatIsNotTheirs(BuiltModule module) {
    Set<String> exported = module.exportedPackages();
    List<JavaClass> types =
        module.classes().stream()
            .filter(type -> exported.contains(type.getPackageName()))
            .filter(PublicTypesTest::isVisible)
            .toList();
    assertThat(types).isNotEmpty();

    List<String> foreign = new ArrayList<>();
    for (JavaClass type : types) {
      parents(type).forEach(named -> note(module, type.getName(), named, foreign));
      for (JavaMember member : type.getMembers()) {
        if (isVisible(member.getModifiers())) {
          signature(member).forEach(named -> note(module, member.getFullName(), named, foreign));
        }
      }
    }
    assertThat(foreign).as(module.name()).isEmpty();
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(PublicTypesTest::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> parents(JavaClass type) {
    return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .flatMap(parent -> parent.getAllInvolvedRawTypes().stream());
  }

  private static Stream<JavaClass> signature(JavaMember member) {
    Stream<? extends JavaType> raised =
        member instanceof JavaCodeUnit code
            ? code.getThrowsClause().getTypes().stream()
            : Stream.of();
    return Stream.concat(
        member.getAllInvolvedRawTypes().stream(),
        raised.flatMap(type -> type.getAllInvolvedRawTypes().stream()));
  }

  private static void note(
      BuiltModule module, String where, JavaClass named, List<String> foreign) {
    String name = named.getBaseComponentType().getPackageName();
    boolean known =
        named.getBaseComponentType().isPrimitive()
            || Jdk.has(name)
            || EXPORTED.contains(name)
            || ITS_SUBJECT.getOrDefault(module.name(), Set.of()).stream()
                .anyMatch(name::startsWith);
    if (!known) {
      foreign.add(where + " names " + named.getName());
    }
  }
}
