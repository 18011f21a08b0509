// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Java's own serialization neither writes a secret nor reads anything. */
class SerializationTest {

  private static final JavaClasses ALL = BuiltModule.allClasses();

  @Test
  void nothingIsRead() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class).check(ALL);
  }

  @Test
  void whatHoldsASecretIsNotSerializable() {
    Set<JavaClass> holders = holdersOfSecrets();
    assertThat(holders)
        .extracting(JavaClass::getSimpleName)
        .contains("StoredSecret", "ClientCredential", "RefreshToken");

    assertThat(holders)
        .filteredOn(type -> type.isAssignableTo(Serializable.class))
        .extracting(JavaClass::getName)
        .isEmpty();
  }

  /** Types with a secret in a field that would be written, or with a field of such a type. */
  private static Set<JavaClass> holdersOfSecrets() {
    Set<JavaClass> holders = new HashSet<>();
    holders.add(ALL.get(SecretValue.class));
    holders.add(ALL.get(AccessToken.class));
    boolean grows = true;
    while (grows) {
      grows =
          ALL.stream()
              .filter(type -> holdsOne(type, holders))
              .map(holders::add)
              .reduce(false, Boolean::logicalOr);
    }
    return holders;
  }

  private static boolean holdsOne(JavaClass type, Set<JavaClass> holders) {
    return type.getAllFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getModifiers().contains(JavaModifier.TRANSIENT))
        .map(JavaField::getType)
        .anyMatch(field -> field.getAllInvolvedRawTypes().stream().anyMatch(holders::contains));
  }
}
