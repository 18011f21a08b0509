// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings whose values lie in the store that other settings describe. */
class StoreReferencesTest {

  private static final Map<SecretName, SecretValue> STORE =
      Map.of(
          SecretName.of("mail/password"), SecretValue.ofUtf8("canary"),
          SecretName.of("mail/bytes"), SecretValue.of(new byte[] {(byte) 0xff}));

  private static Optional<SecretValue> find(SecretName name) {
    return Optional.ofNullable(STORE.get(name));
  }

  private static ConfigCheck withPassword(String value) {
    return ConfigCheck.of("store", "crate", "notifiers", "post", "notifier.post.password", value);
  }

  private static SecretValue password(Configuration configuration) {
    return configuration.notifiers().get(0).config().get(Boxes.PASSWORD);
  }

  @Test
  void areReadWhenTheStoreIsOpen() {
    Configuration unopened = withPassword("${secret:mail/password}").read();

    assertThat(unopened.refersToStore()).isTrue();
    assertThat(unopened.notifiers().get(0).config().find(Boxes.PASSWORD)).isEmpty();
    Configuration opened = unopened.withEntries(StoreReferencesTest::find);
    assertThat(opened.refersToStore()).isFalse();
    assertThat(password(opened)).isEqualTo(SecretValue.ofUtf8("canary"));
  }

  @Test
  void mayBePartOfAText() {
    Configuration unopened =
        withPassword("x${secret:mail/password}${env:HOME}").env("HOME", "y").read();

    assertThat(password(unopened.withEntries(StoreReferencesTest::find)))
        .isEqualTo(SecretValue.ofUtf8("xcanaryy"));
  }

  @Test
  void areNotThoseThatAreWrittenWithTwoDollars() {
    Configuration configuration = withPassword("$${secret:mail/password}").read();

    assertThat(configuration.refersToStore()).isFalse();
    assertThat(password(configuration)).isEqualTo(SecretValue.ofUtf8("${secret:mail/password}"));
  }

  @ParameterizedTest
  @CsvSource({
    "mail/nothing, 'refers to the entry mail/nothing, which the store does not have'",
    "mail/bytes, 'refers to the entry mail/bytes, which is not text'",
  })
  void whatTheStoreDoesNotHaveIsAProblem(String name, String reason) {
    Configuration unopened = withPassword("${secret:" + name + "}").read();

    assertThatThrownBy(() -> unopened.withEntries(StoreReferencesTest::find))
        .isInstanceOf(ConfigException.class)
        .hasMessage("settings: notifier.post.password: " + reason);
  }

  @Test
  void otherProblemsAreFoundBeforeTheStoreIsOpened() {
    assertThat(withPassword("${secret:A canary}").problems())
        .containsExactly(
            "notifier.post.password: has a reference to an entry with an impossible name");
    assertThat(
            ConfigCheck.of(
                    "store", "crate",
                    "notifiers", "post",
                    "notifier.post.password", "${secret:mail/password}",
                    "notifier.post.pasword", "x")
                .problems())
        .containsExactly(
            "notifier.post.pasword: is not a setting (did you mean 'notifier.post.password'?)");
  }

  @ParameterizedTest
  @CsvSource({
    "store.box.passphrase",
    "store.box.path",
    "app.erp.client-id",
    "notifier.post.type",
    "endpoint.lwa"
  })
  void nothingElseMayReferToTheStore(String key) {
    assertThat(ConfigCheck.of("store", "box", key, "${secret:a/b}").problems())
        .contains(
            key
                + ": may not refer to an entry of the store; only what configures notifiers and"
                + " schedulers may");
  }
}
