// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.audit.AuditFlaw.Kind;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written stays as it was, or it shows. */
class AuditLogTest {

  private static final AuditSource ME = new AuditSource("here", "maria", "box");

  @TempDir Path directory;

  private final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");

  private Path file() {
    return directory.resolve("state/audit.jsonl");
  }

  private AuditLog log() {
    return new AuditLog(file(), clock, () -> ME);
  }

  private AuditLog small() {
    return new AuditLog(file(), clock, () -> ME, 1000);
  }

  private static AuditEvent read(String detail) {
    return AuditEvent.of(AuditAction.SECRET_READ, "erp").of("a1b2c3").with(detail);
  }

  private void write(AuditLog log, int times) {
    for (int i = 1; i <= times; i++) {
      log.require(read("entry " + i));
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file()));
  }

  private void rewrite(List<String> lines) throws IOException {
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  private AuditVerdict verdict() {
    return new AuditTrail(file()).verify();
  }

  private List<String> details() {
    List<String> details = new ArrayList<>();
    new AuditTrail(file()).read(entry -> details.add(entry.detail()));
    return details;
  }

  private void isFlawed(long line, Kind kind) {
    AuditFlaw flaw = verdict().flaw().orElseThrow();
    assertThat(flaw.file()).isEqualTo(file());
    assertThat(flaw.line()).isEqualTo(line);
    assertThat(flaw.kind()).isEqualTo(kind);
  }

  @Test
  void aLineSaysWhoDidWhatAndWhen() throws IOException {
    write(log(), 1);

    assertThat(lines().get(1))
        .startsWith(
            "{\"v\":1,\"n\":2,\"at\":\"2026-07-01T09:00:00Z\",\"instance\":\"here\","
                + "\"user\":\"maria\",\"host\":\"box\",\"action\":\"secret-read\",\"app\":\"erp\","
                + "\"fingerprint\":\"a1b2c3\",\"detail\":\"entry 1\",\"prev\":\"")
        .matches(".*\"prev\":\"[0-9a-f]{64}\"}");
    assertThat(lines().get(0)).endsWith("\"prev\":\"" + "0".repeat(64) + "\"}");
  }

  @Test
  void theLineBeforeIsHashedWithItsLineEndAsOtherToolsDo() throws IOException {
    write(log(), 1);

    String hash = AuditLine.hash((lines().get(0) + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(lines().get(1)).endsWith("\"prev\":\"" + hash + "\"}");
  }

  @Test
  void filesAreMadeWithTheFirstEntryForTheirOwnerAlone() throws IOException {
    AuditLog log = log();
    assertThat(log.problem()).isEmpty();
    assertThat(file().getParent()).doesNotExist();

    write(log, 1);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aLogNobodyTouchedIsFoundRight() {
    write(log(), 5);
    write(log(), 5);

    AuditVerdict verdict = verdict();
    assertThat(verdict.flaw()).isEmpty();
    assertThat(verdict.notes()).isEmpty();
    assertThat(verdict.lines()).isEqualTo(11);
    assertThat(verdict.last()).isPresent();
  }

  @Test
  void whereThereIsNoLogNothingIsWrong() {
    assertThat(verdict())
        .isEqualTo(new AuditVerdict(List.of(), 0, Optional.empty(), Optional.empty(), List.of()));
  }

  @Test
  void detailsAreBoundedAndPrintable() {
    log().require(read("a\nb\u001b[31m\u202e" + "x".repeat(1000)));

    assertThat(details().get(1)).startsWith("a?b?[31m?xxx").hasSize(AuditEvent.LONGEST_DETAIL);
  }

  @Test
  void aFingerprintIsNeverLongerThanWhatScreensShow() {
    assertThatThrownBy(() -> AuditEvent.of(AuditAction.SECRET_READ).of("a1b2c3d4e5f60718"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class IsFoundOut {

    @Test
    void whereALineWasChanged() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.set(2, lines.get(2).replace("maria", "mario"));
      rewrite(lines);

      isFlawed(3, Kind.CHANGED);
      assertThat(verdict().lines()).isEqualTo(2);
      String right = AuditLine.hash((lines.get(1) + "\n").getBytes(StandardCharsets.UTF_8));
      assertThat(verdict().last()).contains(right);
    }

    @Test
    void whereTheLastLineWasChanged() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.set(5, lines.get(5).replace("maria", "mario"));
      rewrite(lines);

      isFlawed(6, Kind.CHANGED);
    }

    @Test
    void whereALineWasDeleted() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.remove(2);
      rewrite(lines);

      isFlawed(3, Kind.MISSING);
    }

    @Test
    void whereTheFirstLineWasDeleted() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.remove(0);
      rewrite(lines);

      isFlawed(1, Kind.MISSING);
    }

    @Test
    void whereTwoLinesChangedPlaces() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      Collections.swap(lines, 2, 3);
      rewrite(lines);

      isFlawed(3, Kind.MISSING);
    }

    @Test
    void whereAnEarlierLineWasPutInAgain() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.add(4, lines.get(1));
      rewrite(lines);

      isFlawed(5, Kind.MOVED);
    }

    @Test
    void whereLinesWereCutOffAtTheEnd() throws IOException {
      write(log(), 5);
      rewrite(lines().subList(0, 4));

      isFlawed(5, Kind.MISSING);
    }

    @Test
    void whereLinesWereCutOffAtTheEndAndMoreWereWritten() throws IOException {
      write(log(), 5);
      rewrite(lines().subList(0, 4));
      write(log(), 2);

      isFlawed(5, Kind.MISSING);
    }

    @Test
    void whereTheFileIsGone() throws IOException {
      write(log(), 5);
      Files.delete(file());

      isFlawed(1, Kind.MISSING);

      write(log(), 1);

      isFlawed(1, Kind.MISSING);
    }

    @Test
    void whereSomethingElseWasPutIn() throws IOException {
      write(log(), 5);
      List<String> lines = lines();
      lines.set(3, "hello");
      rewrite(lines);

      isFlawed(4, Kind.UNREADABLE);
    }
  }

  @Nested
  class ALineThatWasCutOff {

    private void crash(String torn) throws IOException {
      write(log(), 2);
      Files.writeString(file(), torn, StandardOpenOption.APPEND);
    }

    @Test
    void isSaidAndNoFlaw() throws IOException {
      crash("{\"v\":1,\"n\":4");

      assertThat(verdict().flaw()).isEmpty();
      assertThat(verdict().notes()).singleElement().asString().contains("line 4 was cut off");
    }

    @Test
    void isKeptAndSealedByTheNextEntry() throws IOException {
      crash("{\"v\":1,\"n\":4");
      write(log(), 1);

      assertThat(lines().get(3)).isEqualTo("{\"v\":1,\"n\":4");
      assertThat(lines().get(4)).contains("\"action\":\"log-sealed\"");
      assertThat(verdict().flaw()).isEmpty();
      assertThat(verdict().notes()).isEmpty();
      assertThat(verdict().lines()).isEqualTo(5);
    }

    @Test
    void cannotBeChangedAfterwards() throws IOException {
      crash("{\"v\":1,\"n\":4");
      write(log(), 1);
      List<String> lines = lines();
      lines.set(3, "{\"v\":1,\"n\":5");
      rewrite(lines);

      isFlawed(4, Kind.UNREADABLE);
    }

    @Test
    void cannotBeTakenAwayAfterwards() throws IOException {
      crash("{\"v\":1,\"n\":4");
      write(log(), 1);
      List<String> lines = lines();
      lines.remove(3);
      rewrite(lines);

      isFlawed(4, Kind.MISSING);
    }

    @Test
    void isALineIfOnlyItsEndIsMissing() throws IOException {
      write(log(), 3);
      byte[] whole = Files.readAllBytes(file());
      Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
      Files.delete(file().resolveSibling("audit.jsonl.mark")); // the crash came before that, too

      write(log(), 1);

      assertThat(details()).endsWith("entry 3", "entry 1");
      assertThat(verdict().flaw()).isEmpty();
    }

    @Test
    void mayBeLongerThanAnyLine() throws IOException {
      crash("\0".repeat(200_000));
      write(log(), 1);

      assertThat(verdict().flaw()).isEmpty();
      assertThat(verdict().lines()).isEqualTo(5);
    }
  }

  @Nested
  class AFullFile {

    private Path full(int number) {
      return file().resolveSibling("audit." + number + ".jsonl");
    }

    @Test
    void isPutAsideAndTheChainGoesOn() throws IOException {
      write(small(), 20);

      assertThat(full(1)).exists();
      assertThat(full(2)).exists();
      assertThat(lines().get(0)).contains("log-continued");
      assertThat(verdict().flaw()).isEmpty();
      assertThat(verdict().files()).startsWith(full(1), full(2)).endsWith(file());
      assertThat(details()).contains("entry 1", "entry 20");
    }

    @Test
    void showsWhatWasChangedInIt() throws IOException {
      write(small(), 20);
      Files.writeString(full(2), Files.readString(full(2)).replaceFirst("maria", "mario"));

      AuditFlaw flaw = verdict().flaw().orElseThrow();
      assertThat(flaw.file()).isEqualTo(full(2));
      assertThat(flaw.line()).isEqualTo(1);
    }

    @Test
    void isMissedBetweenOthers() throws IOException {
      write(small(), 20);
      Files.delete(full(2));

      AuditFlaw flaw = verdict().flaw().orElseThrow();
      assertThat(flaw.file()).isEqualTo(full(3));
      assertThat(flaw.kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void mayBePutAwayIfItIsTheOldest() throws IOException {
      write(small(), 20);
      Files.delete(full(1));

      assertThat(verdict().flaw()).isEmpty();
      assertThat(verdict().notes()).singleElement().asString().contains("taken away");
    }

    @Test
    void mayBePutAwayWithAllTheOthersWhileTheLogGoesOn() throws IOException {
      write(small(), 20);
      for (int number = 1; Files.exists(full(number)); number++) {
        Files.delete(full(number));
      }

      write(small(), 20);

      assertThat(full(1)).doesNotExist();
      assertThat(verdict().flaw()).isEmpty();
    }

    @Test
    void isFollowedByANewOneAlsoAfterACrashBetween() throws IOException {
      write(log(), 3);
      Files.move(file(), full(1));
      write(log(), 1);

      assertThat(lines().get(0)).contains("log-continued");
      assertThat(verdict().flaw()).isEmpty();
    }
  }

  @Nested
  class WhereNothingCanBeWritten {

    private AuditLog blocked() throws IOException {
      Files.writeString(directory.resolve("state"), "a file where a directory should be");
      return log();
    }

    @Test
    void whatIsAboutToBeDoneIsRefused() throws IOException {
      AuditLog log = blocked();

      assertThatThrownBy(() -> log.require(read("x")))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                assertThat(e.reason()).isEqualTo("AUDIT_DEGRADED");
              });
    }

    @Test
    void itIsSaidWithoutTrying() throws IOException {
      assertThat(blocked().problem().orElseThrow()).contains("cannot be written");
    }

    @Test
    void whatWasDoneIsWrittenOnceItCan() throws IOException {
      AuditLog log = blocked();
      log.record(read("meanwhile"));
      clock.advance(Duration.ofHours(1));
      Files.delete(directory.resolve("state"));

      assertThat(log.problem()).isEmpty();
      assertThat(details()).containsExactly("", "meanwhile");
      assertThat(lines().get(1)).contains("2026-07-01T09:00:00Z");
    }

    @Test
    void orWhatOthersMayWriteIsNoLog() throws IOException {
      write(log(), 1);
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));

      assertThat(log().problem().orElseThrow()).contains("others may write it");
      assertThatThrownBy(() -> log().require(read("x"))).hasMessageContaining("others may write");
    }

    @Test
    void aLinkIsNoLog() throws IOException {
      write(log(), 1);
      Files.move(file(), file().resolveSibling("elsewhere"));
      Files.createSymbolicLink(file(), file().resolveSibling("elsewhere"));

      assertThatThrownBy(() -> log().require(read("x"))).isInstanceOf(HalfturnException.class);
      assertThat(log().problem()).isPresent();
    }
  }

  @Test
  void manyMayWriteAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> write(small(), 25)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(verdict().flaw()).isEmpty();
    assertThat(details().stream().filter(detail -> detail.startsWith("entry"))).hasSize(200);
  }
}
