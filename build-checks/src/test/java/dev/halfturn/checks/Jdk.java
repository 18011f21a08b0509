// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.util.Set;
import java.util.stream.Collectors;

/** The packages of this JDK. */
final class Jdk {

  private static final Set<String> PACKAGES =
      ModuleLayer.boot().modules().stream()
          .filter(module -> module.getName().matches("(java|jdk)\\..*"))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toSet());

  private Jdk() {}

  static boolean has(String packageName) {
    return PACKAGES.contains(packageName);
  }
}
