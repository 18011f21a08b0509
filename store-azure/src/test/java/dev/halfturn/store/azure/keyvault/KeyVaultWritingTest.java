// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET_VERSIONS;
import static dev.halfturn.testbed.azure.VaultOperation.SET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.UPDATE_SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.testbed.azure.VaultVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyVaultWritingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String RAW = "erp--lwa--clientsecret";

  private final VaultWorld world = new VaultWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private VaultVersion written(String raw) {
    return world.vault.secrets().current(raw);
  }

  @Test
  void valueAndDateAreOneVersionReadBackBeforeItIsAcknowledged() {
    String id = world.store().put(NAME, secret("one")).id();

    VaultVersion written = written(RAW);
    assertThat(world.vault.operations()).containsExactly(SET_SECRET, GET_SECRET);
    assertThat(world.vault.requests().get(1).path()).endsWith("/" + written.id());
    assertThat(written.value()).isEqualTo(secret("one").revealUtf8());
    assertThat(written.attributes().expires()).contains(Instant.parse("2026-08-28T12:00:00Z"));
    assertThat(id).isEqualTo(written.id().substring(0, 8) + "-" + written.id().substring(8));
    assertThat(SecretVersion.shown(id)).hasSize(8);
  }

  @Test
  void theOnlyTagTellsTheOrderAndNothingElse() {
    world.store().put(NAME, secret("one"));

    assertThat(written(RAW).tags()).containsOnlyKeys("halfturn-order");
    assertThat(written(RAW).tags().get("halfturn-order")).matches("\\d{16}-[0-9a-f]{8}");
  }

  @ParameterizedTest
  @CsvSource({
    "erp/lwa/clientsecret, text/plain, true",
    "erp/lwa/clientsecret/previous, text/plain, false",
    "erp/lwa/clientsecret/inbox, application/json, false",
    "erp/lwa/clientsecret/rotation, application/json, false",
    "erp/profile/shop, application/json, false",
    "erp/refreshtoken, text/plain, false"
  })
  void onlyAClientSecretEndsAndReadersSeeWhatIsJson(String name, String type, boolean ends) {
    world.store().put(new SecretName(name), secret("one"));

    VaultVersion written = written(name.replace("/", "--"));
    assertThat(written.contentType()).contains(type);
    assertThat(written.attributes().expires().isPresent()).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource({"30, 2026-03-31T12:00:00Z", "0,"})
  void theDaysOfAClientSecretAreAnOption(String days, Instant end) {
    world.store("expires-after-days", days).put(NAME, secret("one"));

    assertThat(written(RAW).attributes().expires().orElse(null)).isEqualTo(end);
  }

  @Test
  void whatNoVaultHoldsIsRefusedBeforeAnyCall() {
    HalfturnException tooLong =
        catchThrowableOfType(
            HalfturnException.class,
            () -> world.store().put(NAME, SecretValue.ofUtf8("x".repeat(25 * 1024 + 1))));
    HalfturnException noText =
        catchThrowableOfType(
            HalfturnException.class,
            () -> world.store().put(NAME, SecretValue.of(new byte[] {(byte) 0xff})));

    assertThat(tooLong)
        .hasMessage("the value of 'erp/lwa/clientsecret' has 25601 bytes, Key Vault holds 25600");
    assertThat(noText).hasMessage("the value of 'erp/lwa/clientsecret' is not text");
    assertThat(List.of(tooLong.code(), noText.code())).containsOnly(ErrorCode.INVALID_ARGUMENT);
    assertThat(world.vault.requests()).isEmpty();
  }

  @Test
  void theLongestValueIsHeld() {
    SecretValue longest = SecretValue.ofUtf8("x".repeat(25 * 1024));

    world.store().put(NAME, longest);

    assertThat(world.store().find(NAME).orElseThrow().value()).isEqualTo(longest);
  }

  @Test
  void versionsOfOneSecondAreInTheOrderInWhichTheyWereWritten() {
    KeyVaultSecretStore store = world.store();
    List<String> ids =
        IntStream.range(0, 30).mapToObj(i -> store.put(NAME, secret("v" + i)).id()).toList();

    List<String> listed = store.versions(NAME).stream().map(SecretVersion::id).toList();

    assertThat(listed).hasSize(30);
    assertThat(IntStream.range(0, 30).mapToObj(i -> listed.get(29 - i)).toList()).isEqualTo(ids);
  }

  @Test
  void theOrderHoldsForAClockThatIsPutBack() {
    KeyVaultSecretStore store = world.store();
    String one = store.put(NAME, secret("one")).id();
    String before = written(RAW).tags().get("halfturn-order");
    world.clock.set(world.clock.instant().minusMillis(1));
    String two = store.put(NAME, secret("two")).id();

    assertThat(written(RAW).tags().get("halfturn-order")).isGreaterThan(before);
    assertThat(List.of(one, two)).doesNotHaveDuplicates();
  }

  @Test
  void whatTheVaultCallsCurrentComesFirstWhateverTheTagsSay() {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret("one"));
    String theirs = world.vault.secrets().set(RAW, secret("two").revealUtf8()); // without a tag

    assertThat(store.versions(NAME).get(0).id()).isEqualTo(VersionId.of(theirs));
    assertThat(store.find(NAME).orElseThrow().version()).isEqualTo(store.versions(NAME).get(0));
  }

  @Test
  void theVaultIsNotAskedWhatIsCurrentIfTheSecondsTell() {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret("one"));
    world.clock.advance(Duration.ofSeconds(1));
    store.put(NAME, secret("two"));
    world.vault.forgetRequests();

    store.versions(NAME);

    assertThat(world.vault.operations()).containsExactly(GET_SECRET_VERSIONS);
  }

  @Test
  void aBetterDateIsWrittenOnTheCurrentVersionOnceAndNothingElseOfItChanges() {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret("one"));
    VaultVersion before = written(RAW);
    world.vault.forgetRequests();
    Instant better = Instant.parse("2026-08-20T23:59:59.5Z");

    store.markExpiry(NAME, better);
    store.markExpiry(NAME, better);

    assertThat(world.vault.operations()).containsExactly(GET_SECRET, UPDATE_SECRET, GET_SECRET);
    VaultVersion after = written(RAW);
    assertThat(after.attributes().expires()).contains(Instant.parse("2026-08-20T23:59:59Z"));
    assertThat(after.attributes().enabled()).isTrue();
    assertThat(after.tags()).isEqualTo(before.tags());
    assertThat(after.contentType()).isEqualTo(before.contentType());
    assertThat(after.id()).isEqualTo(before.id());
  }
}
