// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the queue and that of the scheduler write one inbox. */
class InboxThreadsTest {

  private static final String APP = "erp";
  private static final SecretName INBOX = CredentialNames.inbox(APP);
  private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");
  private static final Duration LONG_ENOUGH = Duration.ofMillis(200);

  private final InMemorySecretStore store = new InMemorySecretStore(new SettableClock(NOW));
  private CompletableFuture<Void> other = CompletableFuture.completedFuture(null);
  private boolean met;

  private static InboxItem item(String name) {
    return new InboxItem(
        name,
        SecretValue.ofUtf8("amzn1.oa2-cs.v1." + name),
        NOW,
        Optional.of(
            Expiry.ofEnd(
                NOW.plus(Duration.ofDays(180)), Duration.ofDays(180), Provenance.DECLARED)),
        Optional.empty(),
        NOW,
        InboxItem.State.RECEIVED);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void neitherUndoesWhatTheOtherHasPutThereThoughTheStoreNoticesNothing() throws Exception {
    RotationEntries[] entries = new RotationEntries[1];
    entries[0] =
        new RotationEntries(
            new Secrets(
                "memory",
                StoreView.plain(
                    WriteHook.before(
                        store,
                        name -> {
                          if (name.equals(INBOX) && !met) {
                            met = true;
                            other =
                                CompletableFuture.runAsync(
                                    () ->
                                        entries[0].updateInbox(
                                            APP, inbox -> inbox.with(item("theirs"))));
                            giveItTime();
                          }
                        }))));

    entries[0].updateInbox(APP, inbox -> inbox.with(item("ours")));
    other.get();

    assertThat(InboxCodec.decode(INBOX, store.find(INBOX).orElseThrow().value()).items())
        .extracting(InboxItem::key)
        .containsExactlyInAnyOrder("ours", "theirs");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aStoreThatIsSlowWithOneInboxKeepsNoOtherApplicationWaiting() throws Exception {
    String web = "web";
    RotationEntries[] entries = new RotationEntries[1];
    entries[0] =
        new RotationEntries(
            new Secrets(
                "memory",
                StoreView.plain(
                    WriteHook.before(
                        store,
                        name -> {
                          if (name.equals(INBOX)) {
                            // comes to its end only if it need not wait for this one
                            CompletableFuture.runAsync(
                                    () ->
                                        entries[0].updateInbox(
                                            web, inbox -> inbox.with(item("theirs"))))
                                .join();
                          }
                        }))));

    entries[0].updateInbox(APP, inbox -> inbox.with(item("ours")));

    assertThat(store.find(CredentialNames.inbox(web))).isPresent();
    assertThat(store.find(INBOX)).isPresent();
  }

  /** If nothing keeps it waiting it is done by then. */
  private void giveItTime() {
    try {
      other.get(LONG_ENOUGH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // it waits, as it shall
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
