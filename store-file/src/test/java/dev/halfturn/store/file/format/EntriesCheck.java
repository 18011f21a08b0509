// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.file.reference.ReferenceContent;
import java.time.Instant;
import java.util.List;

/** Compares entries, as their users see them, with what a general JSON parser found. */
public final class EntriesCheck {

  private EntriesCheck() {}

  /** Every name, version and value of the one is in the other, and nothing else. */
  public static void assertHolds(Entries entries, ReferenceContent expected) {
    assertThat(entries.names("").map(SecretName::value))
        .containsExactlyElementsOf(
            expected.entries().keySet().stream()
                .filter(name -> !expected.entries().get(name).versions().isEmpty())
                .toList());
    expected.entries().forEach((name, entry) -> assertHolds(entries, new SecretName(name), entry));
  }

  private static void assertHolds(
      Entries entries, SecretName name, ReferenceContent.Entry expected) {
    List<StoredSecret> secrets =
        expected.versions().stream().map(version -> secret(name, version)).toList();
    assertThat(entries.versions(name))
        .isEqualTo(secrets.stream().map(StoredSecret::version).toList());
    assertThat(entries.find(name)).isEqualTo(secrets.stream().findFirst());
    assertThat(entries.version(name))
        .isEqualTo(secrets.stream().findFirst().map(StoredSecret::version));
    for (StoredSecret secret : secrets) {
      assertThat(entries.find(name, secret.version().id())).contains(secret);
    }
  }

  private static StoredSecret secret(SecretName name, ReferenceContent.Version version) {
    return new StoredSecret(
        name,
        new SecretVersion(Long.toString(version.seq()), Instant.ofEpochMilli(version.at())),
        SecretValue.of(version.bytes()));
  }
}
