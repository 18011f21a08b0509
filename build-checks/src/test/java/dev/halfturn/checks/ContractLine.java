// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;

/**
 * One sentence of a contract of the testkit, and the method that tests it.
 *
 * @param contract simple name of the type that declares the method
 */
record ContractLine(String contract, String method, String sentence) {

  /** The lines that a type itself declares, sorted by their sentences. */
  static List<ContractLine> of(Class<?> contract) {
    return Arrays.stream(contract.getDeclaredMethods())
        .filter(ContractLine::isTest)
        .map(
            method ->
                new ContractLine(contract.getSimpleName(), method.getName(), sentence(method)))
        .sorted(Comparator.comparing(ContractLine::sentence))
        .toList();
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType())
        .anyMatch(type -> type.equals(Test.class) || type.isAnnotationPresent(TestTemplate.class));
  }

  private static String sentence(Method method) {
    return Optional.ofNullable(method.getAnnotation(DisplayName.class))
        .map(DisplayName::value)
        .orElseGet(() -> splitAtCapitals(method.getName()));
  }

  static String splitAtCapitals(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "\"" + sentence + "\" (" + contract + "." + method + ")";
  }
}
