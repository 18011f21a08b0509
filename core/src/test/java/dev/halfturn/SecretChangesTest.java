// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What others may do between two steps. */
class SecretChangesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");

  private volatile String stored = "a";
  private volatile boolean away;
  private volatile boolean gone;
  private final List<String> forgotten = new CopyOnWriteArrayList<>();
  private final List<String> reread = new CopyOnWriteArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final SecretChanges changes =
      new SecretChanges(app -> read(), forgotten::add, reread::add, () -> NOW);

  SecretChangesTest() {
    changes.listen(news -> told.add(news.fingerprint().hex().substring(0, 1)));
  }

  private RotationStatus read() {
    if (away) {
      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the store is away"));
    }
    if (gone) {
      throw new HalfturnException(Problem.of(ErrorCode.NOT_FOUND, "there is no such application"));
    }
    return status(stored);
  }

  private static RotationStatus status(String secret) {
    return new RotationStatus(
        "erp",
        NOW,
        RotationStatus.State.FRESH,
        new RotationStatus.Secret(
            "1",
            new Fingerprint(secret.repeat(16)),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        Optional.empty(),
        Optional.empty(),
        new RotationStatus.Rotation(RotationState.IDLE, Optional.empty(), Optional.empty()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Test
  void aLookThatIsOutOfDateTellsNothing() {
    changes.looked(status("a"));
    stored = "b";
    changes.changed("erp");
    changes.looked(status("a")); // began before, and comes late
    changes.looked(status("b"));
    assertThat(told).containsExactly("b");
  }

  @Test
  void aFirstLookBetweenThePromotionAndItsReportHidesNothing() {
    stored = "b";
    changes.looked(status("b"));
    changes.changed("erp");
    assertThat(told).containsExactly("b");
  }

  @Test
  void aReportThatIsRepeatedIsToldOnce() {
    stored = "b";
    changes.changed("erp");
    changes.changed("erp");
    assertThat(told).containsExactly("b");
    assertThat(forgotten).hasSize(2);
  }

  @Test
  void tokensOutlastAChangeInAnOverlap() {
    changes.looked(status("a"));
    stored = "b";
    changes.changedInOverlap("erp");
    changes.looked(status("b"));
    assertThat(told).containsExactly("b");
    assertThat(reread).hasSize(1);
    assertThat(forgotten).isEmpty();
  }

  @Test
  void whatCannotBeReadAtOnceIsToldByTheNextLook() {
    away = true;
    changes.changed("erp");
    changes.looked(status("b")); // of before the store went away
    assertThat(told).isEmpty();
    away = false;
    stored = "b";
    changes.looked(status("b"));
    changes.looked(status("b"));
    assertThat(told).containsExactly("b");
  }

  @Test
  void aDifferenceThatCannotBeReadAgainIsToldLater() {
    changes.looked(status("a"));
    away = true;
    changes.looked(status("b"));
    assertThat(told).isEmpty();
    away = false;
    stored = "b";
    changes.looked(status("b"));
    assertThat(told).containsExactly("b");
    assertThat(forgotten).hasSize(1);
  }

  @Test
  void aLookThatBeganBeforeARemovalDoesNotBringTheOldSecretBack() {
    changes.looked(status("a"));
    gone = true;
    changes.removed("erp");
    changes.looked(status("a")); // comes late
    gone = false;
    stored = "b"; // added again, and another one
    changes.looked(status("b"));
    assertThat(told).isEmpty();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void aLookThatComesAfterItWasAddedAgainTakesTheNewSecretForTheFirst() {
    changes.looked(status("a"));
    changes.removed("erp");
    stored = "b";
    changes.looked(status("a")); // comes late
    changes.looked(status("b"));
    assertThat(told).isEmpty();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void manyWhoNoticeAtOnceTellOnce() throws Exception {
    changes.looked(status("a"));
    stored = "b";
    int threads = 16;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        boolean here = i % 2 == 0;
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  if (here) {
                    changes.changed("erp");
                  } else {
                    changes.looked(status("b"));
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(told).containsExactly("b");
  }

  @Test
  void noLockIsHeldWhileSomebodyIsTold() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    changes.listen(
        news -> {
          inside.countDown();
          try {
            leave.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      stored = "b";
      Future<?> telling = pool.submit(() -> changes.changed("erp"));
      inside.await();
      stored = "c";
      changes.changed("erp"); // comes back although the other one is still telling
      leave.countDown();
      telling.get();
    } finally {
      pool.shutdownNow();
    }
    assertThat(told).containsExactly("b", "c");
  }
}
