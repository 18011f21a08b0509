// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a value never shows. */
interface SecrecyRules extends StoreUnderTest {

  @Test
  @DisplayName("no text form of the store or of what it returns holds a value")
  default void noTextFormHoldsAValue() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretVersion version = store().put(name, secret("one"));

    LeakDetector detector = Canaries.detector();
    assertThat(detector.scan(store().toString())).isEmpty();
    assertThat(detector.scan(version.toString())).isEmpty();
    assertThat(detector.scan(store().find(name).toString())).isEmpty();
  }

  @Test
  @DisplayName("no failure holds a value: not in its message, its causes or its stack trace")
  default void noFailureHoldsAValue() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretStore store = store();
    store.put(name, secret("one"));
    byte[] notText = (Canaries.TEXT + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    String huge = Canaries.TEXT.repeat(1 + (1 << 20) / Canaries.TEXT.length());

    LeakDetector detector = Canaries.detector();
    assertThat(detector.scan(catchThrowable(() -> store.put(name, SecretValue.of(notText)))))
        .isEmpty();
    assertThat(detector.scan(catchThrowable(() -> store.put(name, SecretValue.ofUtf8(huge)))))
        .isEmpty();
    store.close();
    assertThat(detector.scan(catchThrowable(() -> store.put(name, secret("two"))))).isEmpty();
    assertThat(detector.scan(catchThrowable(() -> store.find(name)))).isEmpty();
  }
}
