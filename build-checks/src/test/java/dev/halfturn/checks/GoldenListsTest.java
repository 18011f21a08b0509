// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes that are easily made and seldom wanted: a reviewer sees each in a diff. */
class GoldenListsTest {

  private static final JavaClasses ALL = BuiltModule.allClasses();

  /** What each module brings to its users when it runs. */
  @Test
  void runtimeDependencies() {
    List<String> found = new ArrayList<>();
    for (BuiltModule module : BuiltModule.all()) {
      Path list = module.target().resolve("runtime-dependencies.txt");
      if (Files.exists(list)) { // an example stands for itself
        BuiltModule.read(list)
            .lines()
            .map(String::strip)
            .filter(line -> line.contains(":jar:"))
            .map(line -> line.split(":"))
            .forEach(parts -> found.add(module + " " + parts[0] + ":" + parts[1]));
      }
    }
    GoldenList.named("runtime-dependencies").check(found);
  }

  @Test
  void exportedPackages() {
    GoldenList.named("exported-packages")
        .check(
            BuiltModule.all().stream()
                .flatMap(
                    module -> module.exportedPackages().stream().map(name -> module + " " + name))
                .toList());
  }

  /** What authors of plug-ins compile against. */
  @Test
  void spiMembers() {
    GoldenList.named("spi-members").check(Signatures.of(BuiltModule.named("spi")));
  }

  /** Where main code looks at a secret. */
  @Test
  void revealCallSites() {
    List<String> found =
        ALL.stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(GoldenListsTest::reveals)
            .map(GoldenListsTest::callSite)
            .toList();
    GoldenList.named("reveal-call-sites").check(found);
  }

  private static boolean reveals(JavaAccess<?> access) {
    return !(access instanceof JavaFieldAccess)
        && access.getTarget().getName().startsWith("reveal")
        && access.getTargetOwner().getPackageName().startsWith("dev.halfturn");
  }

  private static String callSite(JavaAccess<?> access) {
    return access.getOriginOwner().getName()
        + "."
        + access.getOrigin().getName()
        + " "
        + access.getTargetOwner().getSimpleName()
        + "."
        + access.getTarget().getName();
  }

  /** Texts that by their name may be secrets, which should not be texts. */
  @Test
  void textsNamedLikeSecrets() {
    GoldenList.named("texts-named-like-secrets")
        .check(BuiltModule.all().stream().flatMap(module -> SecretTexts.in(module)).toList());
  }
}
