// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that wait. */
class InboxTest {

  private static final SecretName NAME = CredentialNames.inbox("erp");
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private static InboxItem item(int number) {
    return item(number, SecretValue.ofUtf8("secret-" + number));
  }

  private static InboxItem item(int number, SecretValue value) {
    Instant at = START.plusSeconds(number);
    return new InboxItem(
        "key-" + number,
        value,
        at,
        Optional.of(Expiry.ofIssue(at, Duration.ofDays(180), Provenance.DECLARED)),
        Optional.of(at.plus(Duration.ofDays(7))),
        at,
        InboxItem.State.RECEIVED);
  }

  private static Inbox readBack(Inbox inbox) {
    return InboxCodec.decode(NAME, InboxCodec.encode(inbox));
  }

  @Test
  void theNewestComesFirst() {
    Inbox inbox = Inbox.EMPTY.with(item(2)).with(item(3)).with(item(1));

    assertThat(inbox.items()).containsExactly(item(3), item(2), item(1));
    assertThat(inbox.values()).first().isEqualTo(item(3).value());
  }

  @Test
  void theSameKeyOrTheSameSecretIsHeldOnce() {
    Inbox inbox = Inbox.EMPTY.with(item(1));

    assertThat(inbox.with(item(1)).items()).hasSize(1);
    assertThat(inbox.with(item(2, item(1).value())).items()).hasSize(1);
  }

  @Test
  void eightAreHeldAndTheNinthIsRefused() {
    Inbox inbox = Inbox.EMPTY;
    for (int i = 1; i <= 8; i++) {
      assertThat(inbox.isFull()).isFalse();
      inbox = inbox.with(item(i));
    }
    Inbox full = inbox;

    assertThat(full.isFull()).isTrue();
    assertThatThrownBy(() -> full.with(item(9)))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));
  }

  @Test
  void isReadBackAsItWas() {
    Inbox inbox =
        Inbox.EMPTY
            .with(item(1))
            .with(
                new InboxItem(
                    "kept",
                    SecretValue.ofUtf8("with \"quotes\", \\ and ünïcode"),
                    START,
                    Optional.empty(),
                    Optional.empty(),
                    START,
                    InboxItem.State.KEPT));

    assertThat(readBack(inbox)).isEqualTo(inbox);
    assertThat(readBack(Inbox.EMPTY)).isEqualTo(Inbox.EMPTY);
  }

  @Property(tries = 200)
  void anyBytesAreReadBackAsTheyWere(@ForAll @Size(min = 1, max = 200) byte[] bytes) {
    Inbox inbox = Inbox.EMPTY.with(item(1, SecretValue.of(bytes)));

    assertThat(readBack(inbox)).isEqualTo(inbox);
  }

  @Test
  void aPersonCanReadASecretThatIsText() {
    assertThat(InboxCodec.encode(Inbox.EMPTY.with(item(1))).revealUtf8())
        .contains("\"value\":\"secret-1\"");
  }

  @Test
  void itsTextFormShowsNoSecret() {
    assertThat(Inbox.EMPTY.with(item(1)).toString()).doesNotContain("secret-1");
    assertThat(item(1).toString()).doesNotContain("secret-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "{}",
        "{\"v\":1,\"items\":{}}",
        "{\"v\":1,\"items\":[\"canary\"]}",
        "{\"v\":1,\"items\":[{\"key\":\"a\",\"value\":\"canary\"}]}",
        "{\"v\":1,\"items\":[{\"key\":\"a\",\"valueBase64\":\"!canary!\"}]}",
        "{\"v\":1,\"items\":[{\"key\":\"\",\"value\":\"canary\",\"eventTime\":\"2026-07-01T09:00:00Z\",\"receivedAt\":\"2026-07-01T09:00:00Z\",\"state\":\"RECEIVED\"}]}",
        "{\"v\":1,\"items\":[{\"key\":\"a\",\"value\":\"canary\",\"eventTime\":\"canary\",\"receivedAt\":\"2026-07-01T09:00:00Z\",\"state\":\"RECEIVED\"}]}",
        "{\"v\":1,\"items\":[{\"key\":\"a\",\"value\":\"canary\",\"eventTime\":\"2026-07-01T09:00:00Z\",\"receivedAt\":\"2026-07-01T09:00:00Z\",\"state\":\"canary\"}]}"
      })
  void whatIsNoInboxIsCorruptAndNotQuoted(String json) {
    assertThatThrownBy(() -> InboxCodec.decode(NAME, SecretValue.ofUtf8(json)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
              assertThat(e).hasNoCause();
              assertThat(e.getMessage() + e.hint()).doesNotContain("canary");
            });
  }

  @Test
  void aNewerVersionIsLeftAlone() {
    assertThatThrownBy(() -> InboxCodec.decode(NAME, SecretValue.ofUtf8("{\"v\":2,\"items\":[]}")))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void aKeyHasOneToSixtyFourCharacters() {
    assertThatThrownBy(
            () ->
                new InboxItem(
                    "k".repeat(65),
                    SecretValue.ofUtf8("s"),
                    START,
                    Optional.empty(),
                    Optional.empty(),
                    START,
                    InboxItem.State.KEPT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
