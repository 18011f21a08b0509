// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.Failing;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Path DIRECTORY = Path.of("/memory").toAbsolutePath();
  private static final Path STORE = DIRECTORY.resolve("secrets");
  private static final Path LOCK = DIRECTORY.resolve("secrets.lock");

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final MemoryFileOps files = new MemoryFileOps(DIRECTORY);
  private final List<Duration> pauses = new ArrayList<>();

  private StoreLock lock(Pause pause) {
    return new StoreLocks(files, pause).of(STORE);
  }

  private String hold(StoreLock lock) {
    return lock.holding(TEN_SECONDS, clock, () -> "held");
  }

  @Test
  void worksWhileHoldingTheLockAndGivesItBack() {
    StoreLock mine = lock(pauses::add);
    StoreLock theirs = lock(pauses::add);

    assertThat(hold(mine)).isEqualTo("held");
    assertThat(hold(theirs)).isEqualTo("held");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aFailureOfTheWorkGivesTheLockBack() {
    StoreLock lock = lock(pauses::add);

    Failing.assertFails(
        ErrorCode.UNAVAILABLE,
        "DURABILITY_UNKNOWN",
        () ->
            lock.holding(
                TEN_SECONDS,
                clock,
                () -> {
                  throw FileProblems.notDurable(STORE, "test", new IOException("broken"));
                }));

    assertThat(hold(lock)).isEqualTo("held");
  }

  @Test
  void aLockBusyForTenSecondsNamesTheHolder() throws Exception {
    hold(lock(pauses::add)); // leaves who it was in the info file
    files.lockElsewhere(LOCK);

    HalfturnException failure =
        Failing.assertFails(ErrorCode.CONFLICT, "STORE_BUSY", () -> hold(lock(pauses::add)));

    assertThat(pauses).hasSize(200).containsOnly(Duration.ofMillis(50));
    assertThat(failure.getMessage())
        .contains("pid " + ProcessHandle.current().pid())
        .contains("on host ")
        .contains("since 2026-03-01T12:00:00Z");
  }

  @Test
  void withoutInfoTheHolderIsAnotherProcess() throws Exception {
    files.lockElsewhere(LOCK);

    HalfturnException failure =
        Failing.assertFails(ErrorCode.CONFLICT, "STORE_BUSY", () -> hold(lock(pauses::add)));

    assertThat(failure.getMessage()).contains("another process");
  }

  @Test
  void waitsUntilTheHolderIsDone() throws Exception {
    files.lockElsewhere(LOCK);

    String result =
        hold(
            lock(
                pause -> {
                  pauses.add(pause);
                  if (pauses.size() == 3) {
                    files.unlockElsewhere(LOCK);
                  }
                }));

    assertThat(result).isEqualTo("held");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void aLockFileThatWasDeletedIsMadeAnew() {
    StoreLock lock = lock(pauses::add);
    hold(lock);
    files.remove(LOCK);

    hold(lock);

    assertThat(files.exists(LOCK)).isTrue();
  }

  @Test
  void aLockFileDeletedBetweenOpeningAndLockingIsNotTrusted() {
    AtomicInteger looks = new AtomicInteger();
    files.interfere(
        (operation, path) -> {
          if (operation.equals("facts") && path.equals(LOCK) && looks.incrementAndGet() == 1) {
            files.remove(LOCK);
          }
        });

    hold(lock(pauses::add));

    assertThat(pauses).hasSize(1);
    assertThat(files.exists(LOCK)).isTrue();
  }

  @Test
  void ifTheLockIsTakenNothingIsDoneInstead() throws Exception {
    List<String> done = new ArrayList<>();
    StoreLock lock = lock(pauses::add);
    lock.holdingIfFree(clock, () -> done.add("free"));
    files.lockElsewhere(LOCK);
    lock.holdingIfFree(clock, () -> done.add("taken"));
    files.unlockElsewhere(LOCK);

    lock.holding(
        TEN_SECONDS,
        clock,
        () -> {
          Thread other = new Thread(() -> lock.holdingIfFree(clock, () -> done.add("mutex")));
          other.start();
          join(other);
          return true;
        });

    assertThat(done).containsExactly("free");
  }

  @Test
  void anotherThreadOfThisProcessWaitsForTheMutex() throws Exception {
    StoreLock lock = lock(pauses::add);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () ->
                lock.holding(
                    TEN_SECONDS,
                    clock,
                    () -> {
                      inside.countDown();
                      await(leave);
                      return true;
                    }));
    holder.start();
    await(inside);

    Failing.assertFails(
        ErrorCode.CONFLICT,
        "STORE_BUSY",
        () -> lock.holding(Duration.ofMillis(1), clock, () -> true));
    leave.countDown();
    join(holder);
    assertThat(hold(lock)).isEqualTo("held");
  }

  @Test
  void anInterruptedThreadFailsStaysInterruptedAndLeavesTheLockUsable() {
    StoreLock lock = lock(pauses::add);

    Thread.currentThread().interrupt();
    try {
      Failing.assertFails(ErrorCode.UNAVAILABLE, "UNAVAILABLE", () -> hold(lock));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(hold(lock)).isEqualTo("held");
  }

  @Test
  void aSymbolicLinkInPlaceOfTheLockIsRefusedAndItsTargetUntouched() {
    Path victim = DIRECTORY.resolve("victim");
    files.overwrite(victim, new byte[] {1, 2, 3});
    files.makeLink(LOCK, victim);

    Failing.assertFails(
        ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> hold(lock(pauses::add)));

    assertThat(files.content(victim)).containsExactly(1, 2, 3);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsReadOnly() {
    files.interfere(
        (operation, path) -> {
          if (operation.equals("open lock")) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
          }
        });

    Failing.assertFails(
        ErrorCode.FAILED_PRECONDITION, "STORE_READ_ONLY", () -> hold(lock(pauses::add)));
  }

  @Test
  void infoThatCannotBeWrittenDoesNotMatter() {
    files.interfere(
        (operation, path) -> {
          if (path.toString().endsWith(".info")) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
          }
        });

    assertThat(hold(lock(pauses::add))).isEqualTo("held");
  }

  @Test
  void theLockOfTheSystemKeepsOutASecondChannelOfThisProcess(@TempDir Path directory) {
    Path store = directory.resolve("secrets");
    SystemFileOps real = new SystemFileOps();
    StoreLock one = new StoreLocks(real, pauses::add).of(store);
    StoreLock two = new StoreLocks(real, pauses::add).of(store);

    one.holding(
        TEN_SECONDS,
        clock,
        () ->
            Failing.assertFails(
                ErrorCode.CONFLICT,
                "STORE_BUSY",
                () -> two.holding(Duration.ofMillis(1), clock, () -> true)));

    assertThat(two.holding(TEN_SECONDS, clock, () -> "free")).isEqualTo("free");
    assertThat(directory.resolve("secrets.lock")).isEmptyFile();
  }

  @Test
  void theHostHasANameOneWayOrTheOther(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("hostname"), "server-1\n");

    assertThat(LockInfo.hostName(file)).isEqualTo("server-1");
    assertThat(LockInfo.hostName(directory.resolve("none"))).isNotEmpty();
    assertThat(LockInfo.hostName(directory)).isEqualTo("without a name");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
