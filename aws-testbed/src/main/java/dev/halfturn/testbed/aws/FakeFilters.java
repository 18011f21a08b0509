// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.util.List;
import java.util.Map;

/** The filters of DescribeParameters. */
final class FakeFilters {

  private FakeFilters() {}

  static boolean letThrough(FakeParameter parameter, Map<String, Object> input) {
    for (Object filter : (List<?>) input.getOrDefault("ParameterFilters", List.of())) {
      Map<?, ?> parts = (Map<?, ?>) filter;
      List<?> values = (List<?>) parts.get("Values");
      String key = String.valueOf(parts.get("Key"));
      String option = String.valueOf(parts.get("Option"));
      if (values.stream()
          .noneMatch(value -> matches(parameter.name(), key, option, String.valueOf(value)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String name, String key, String option, String value) {
    return switch (key + " " + option) {
      case "Name Equals", "Name null" -> name.equals(value);
      case "Name BeginsWith" -> name.startsWith(value);
      case "Name Contains" -> name.contains(value);
      case "Path Recursive" -> name.startsWith(folder(value));
      case "Path OneLevel", "Path null" ->
          name.startsWith(folder(value)) && name.indexOf('/', folder(value).length()) < 0;
      default -> throw AwsError.of("InvalidFilterKey", key);
    };
  }

  private static String folder(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
