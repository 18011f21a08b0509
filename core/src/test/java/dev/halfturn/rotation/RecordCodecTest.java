// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rotation record as bytes. */
class RecordCodecTest {

  private static final SecretName NAME = CredentialNames.rotation("erp");
  private static final Instant START = Instant.parse("2026-07-01T09:00:00.123Z");

  private static RotationRecord random(Random random, int notifiers, int deliveriesEach) {
    FingerprintKey key = FingerprintKey.random(random);
    Expiry expiry = Expiry.ofIssue(moment(random), Duration.ofDays(180), Provenance.CONFIRMED);
    RotationRecord record =
        RotationRecord.begin(
            key,
            new TrackedSecret(
                fingerprint(random),
                "v".repeat(1 + random.nextInt(128)),
                moment(random),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(expiry)),
            moment(random));
    if (random.nextInt(4) > 0) {
      record =
          record.withNewSecret(
              record.current(),
              Optional.of(
                  new RetiredSecret(
                      fingerprint(random), "w".repeat(128), moment(random), moment(random))));
    }
    if (random.nextInt(4) > 0) {
      record = record.startRotation(journal(random, expiry));
    }
    for (int n = 0; n < notifiers; n++) {
      String name = ("notifier-" + n + "-with-the-longest-name-that-is-allowed").substring(0, 40);
      for (int d = 0; d < deliveriesEach; d++) {
        record = record.withDelivery(name, delivery(random));
      }
      record =
          record.withDelivery(
              name,
              Delivery.planned(new Rung(Rung.Kind.REFUSED, record.rotations()), moment(random))
                  .attempted(moment(random))
                  .failed(ErrorCode.FAILED_PRECONDITION, moment(random)));
    }
    if (random.nextInt(4) > 0) {
      record = record.withRequest(Optional.of(request(random)));
    }
    return random.nextBoolean() ? record.withAmazonTime(moment(random)) : record;
  }

  private static SecretRequest request(Random random) {
    SecretRequest intent =
        SecretRequest.intent(
            Optional.empty(),
            "R-7Q2F",
            fingerprint(random),
            "0a1b2c3d-server",
            random.nextInt(9),
            moment(random));
    Trouble why = new Trouble("NOT_ENROLLED", "not \"enrolled\"");
    Instant now = moment(random);
    return switch (random.nextInt(6)) {
      case 0 -> intent;
      case 1 -> intent.awaiting(SecretRequest.Outcome.UNKNOWN, Optional.of(why));
      case 2 -> intent.again(SecretRequest.Outcome.NOT_SENT, why, now);
      case 3 -> intent.stalled(why, now);
      case 4 -> intent.blocked(SecretRequest.Outcome.REFUSED, why, now, now, Optional.empty());
      default -> intent.answered();
    };
  }

  private static RotationJournal journal(Random random, Expiry expiry) {
    RotationJournal journal =
        new RotationJournal(
            "R-7Q2F",
            RotationState.SUSPECT,
            fingerprint(random),
            fingerprint(random),
            moment(random),
            expiry,
            moment(random),
            new Trials(
                999_999,
                Optional.of(moment(random)),
                Optional.of(moment(random)),
                Optional.of(moment(random))),
            Optional.of(moment(random)),
            Optional.of(moment(random)),
            Optional.of(-random.nextLong(Long.MAX_VALUE)),
            Optional.of("é".repeat(300)));
    return journal;
  }

  private static Delivery delivery(Random random) {
    Rung.Kind[] kinds = Rung.Kind.values();
    Rung rung = new Rung(kinds[random.nextInt(4)], random.nextInt(Rung.MAX_NUMBER));
    Delivery attempt = Delivery.planned(rung, moment(random)).attempted(moment(random));
    return switch (random.nextInt(5)) {
      case 0 -> Delivery.planned(rung, moment(random));
      case 1 -> attempt;
      case 2 -> attempt.delivered(moment(random));
      case 3 -> attempt.failed(ErrorCode.PERMISSION_DENIED, moment(random));
      default -> Delivery.superseded(rung, moment(random));
    };
  }

  private static Instant moment(Random random) {
    return START.plusMillis(random.nextLong(20_000_000_000L));
  }

  private static Fingerprint fingerprint(Random random) {
    return FingerprintKey.random(random).of(SecretValue.ofUtf8("x" + random.nextLong()));
  }

  private static RotationRecord readBack(RotationRecord record) {
    return RecordCodec.decode(NAME, RecordCodec.encode(record));
  }

  @Property(tries = 300)
  void whatFitsIsReadBackAsItWas(@ForAll long seed) {
    RotationRecord record = random(new Random(seed), 2, 2);

    assertThat(readBack(record)).isEqualTo(record);
  }

  @Property(tries = 300)
  void noRecordIsLargerThanTheTightestStoreTakes(
      @ForAll long seed,
      @ForAll @IntRange(max = RotationTracker.MAX_NOTIFIERS) int notifiers,
      @ForAll @IntRange(max = 40) int deliveries) {
    RotationRecord record = random(new Random(seed), notifiers, deliveries);

    SecretValue json = RecordCodec.encode(record);

    assertThat(json.size()).isLessThanOrEqualTo(4096);
    RotationRecord read = RecordCodec.decode(NAME, json);
    assertThat(read.current()).isEqualTo(record.current());
    assertSameButForTexts(record, read);
    assertKeepsWhatMatters(record, read);
  }

  @Test
  void decisionsDependOnWhatWasToldAboutTheLastHandOver() {
    HandOver asked = new HandOver("R-7Q2F", START, Optional.empty());
    RotationRecord record = random(new Random(8), 0, 0).withHandOver(Optional.of(asked));
    Rung earlier = new HandOver("R-7Q2F", START.minusSeconds(60), Optional.empty()).rung();
    Delivery before = Delivery.planned(earlier, START);
    Delivery now = Delivery.planned(asked.rung(), START);
    NotifierLog log = NotifierLog.EMPTY.with(before).with(now);

    assertThat(log.deliveries())
        .filteredOn(delivery -> record.dependsOn(log, delivery))
        .containsExactly(now);
  }

  @Test
  void decisionsDependOnTheMostUrgentReminderAndOnTheRotationUnderWay() {
    RotationRecord idle = random(new Random(8), 0, 0).withJournal(Optional.empty());
    Expiry expiry = Expiry.ofIssue(START, Duration.ofDays(180), Provenance.DECLARED);
    RotationRecord rotating = idle.startRotation(journal(new Random(9), expiry));
    Delivery early = Delivery.planned(Rung.day(150), START);
    Delivery late = Delivery.planned(Rung.day(165), START);
    Delivery before = Delivery.planned(new Rung(Rung.Kind.ROTATED, idle.rotations()), START);
    Delivery now = Delivery.planned(new Rung(Rung.Kind.REFUSED, rotating.rotations()), START);
    NotifierLog log = NotifierLog.EMPTY.with(early).with(late).with(before).with(now);

    assertThat(log.deliveries())
        .filteredOn(delivery -> rotating.dependsOn(log, delivery))
        .containsExactly(late, now);
    assertThat(log.deliveries())
        .filteredOn(delivery -> rotating.withJournal(Optional.empty()).dependsOn(log, delivery))
        .containsExactly(late);
  }

  @Property(tries = 100)
  void notEvenTheLargestRecordForgetsWhatADecisionDependsOn(
      @ForAll @IntRange(max = 40) int deliveries, @ForAll boolean asksSomebody) {
    RotationRecord record = largest(RotationTracker.MAX_NOTIFIERS, deliveries, asksSomebody);

    SecretValue json = RecordCodec.encode(record);

    assertThat(json.size()).isLessThanOrEqualTo(4096);
    assertSameButForTexts(record, RecordCodec.decode(NAME, json));
    assertKeepsWhatMatters(record, RecordCodec.decode(NAME, json));
  }

  @Property(tries = 30)
  void whatFormerNotifiersLeftBehindGivesWay(@ForAll @IntRange(min = 7, max = 60) int notifiers) {
    RotationRecord record = largest(notifiers, 1);
    Instant last = START.plusMillis(30_000_000_000L);
    String newest = "newest";
    record = record.withDelivery(newest, Delivery.planned(Rung.day(173), last).attempted(last));

    SecretValue json = RecordCodec.encode(record);

    assertThat(json.size()).isLessThanOrEqualTo(4096);
    RotationRecord read = RecordCodec.decode(NAME, json);
    assertSameButForTexts(record, read);
    assertThat(read.notifier(newest)).isEqualTo(record.notifier(newest));
  }

  /** Every text at its longest, every number too. */
  private static RotationRecord largest(int notifiers, int deliveriesEach) {
    return largest(notifiers, deliveriesEach, true);
  }

  /**
   * @param asksSomebody whether somebody is asked for a new secret, or else Amazon, which is told
   *     of in that one's place
   */
  private static RotationRecord largest(int notifiers, int deliveriesEach, boolean asksSomebody) {
    Random random = new Random(deliveriesEach);
    Instant at = START;
    Expiry expiry = Expiry.ofIssue(at, Duration.ofDays(180), Provenance.ESTIMATED);
    Fingerprint fingerprint = fingerprint(random);
    RotationJournal journal =
        new RotationJournal(
            "R-7Q2F",
            RotationState.PROMOTED,
            fingerprint,
            fingerprint,
            at,
            expiry,
            at,
            new Trials(Integer.MAX_VALUE, Optional.of(at), Optional.of(at), Optional.of(at)),
            Optional.of(at),
            Optional.of(at),
            Optional.of(Long.MIN_VALUE),
            Optional.of("\"\u0001\u2028é".repeat(100)));
    String address = "a".repeat(64) + "@" + "b".repeat(Notice.MAX_ADDRESS - 65);
    HandOver handOver = new HandOver("R-7Q2F", at, Optional.of(address));
    SecretRequest request = largestRequest(fingerprint, at);
    TreeMap<String, NotifierLog> logs = new TreeMap<>();
    for (int n = 0; n < notifiers; n++) {
      List<Delivery> log = new ArrayList<>();
      for (int d = 0; d < deliveriesEach; d++) {
        Instant then = at.plusMillis(d);
        Rung rung = new Rung(Rung.Kind.EXPIRED, Rung.MAX_NUMBER - 100 + d);
        log.add(failed(rung, then));
      }
      log.add(failed(new Rung(Rung.Kind.REFUSED, Rung.MAX_NUMBER), at));
      log.add(failed(asksSomebody ? handOver.rung() : request.rung().orElseThrow(), at));
      log.add(failed(new Rung(Rung.Kind.OVERLAP, Rung.MAX_NUMBER), at));
      log.add(failed(new Rung(Rung.Kind.SELLERS, Rung.MAX_NUMBER), at));
      String name = (n + "-" + "n".repeat(40)).substring(0, 40);
      int counts = NotifierLog.MAX_COUNT - deliveriesEach - 4;
      logs.put(name, new NotifierLog(counts, counts, counts, Optional.of(at), log));
    }
    Acknowledgement ack =
        new Acknowledgement(
            Optional.of(new Rung(Rung.Kind.EXPIRED, Rung.MAX_NUMBER)),
            at,
            Optional.of(at),
            "\u20ac".repeat(Acknowledgement.MAX_REASON));
    return new RotationRecord(
        FingerprintKey.random(random),
        new TrackedSecret(fingerprint, "~".repeat(128), at, Optional.of(expiry)),
        Optional.of(new RetiredSecret(fingerprint, "~".repeat(128), at, at)),
        Integer.MAX_VALUE,
        logs,
        Optional.of(new Rung(Rung.Kind.UNKNOWN, Rung.MAX_NUMBER)),
        Optional.of(journal),
        asksSomebody ? Optional.of(handOver) : Optional.empty(),
        Optional.of(request),
        Optional.of(ack),
        Rung.MAX_NUMBER,
        at,
        Optional.of(at));
  }

  private static SecretRequest largestRequest(Fingerprint from, Instant at) {
    return new SecretRequest(
        "R-7Q2F",
        SecretRequest.State.STALLED,
        from,
        "o".repeat(100),
        Integer.MAX_VALUE,
        at,
        SecretRequest.Outcome.THROTTLED,
        List.of(at, at, at, at),
        Optional.of(at),
        Optional.of(at),
        Optional.of(new Trouble("R".repeat(100), "\"\u0001\u2028\\é".repeat(100))),
        Integer.MAX_VALUE);
  }

  private static Delivery failed(Rung rung, Instant at) {
    return new Delivery(
        rung,
        Delivery.State.FAILED,
        Delivery.MAX_ATTEMPTS,
        at,
        Optional.of(ErrorCode.FAILED_PRECONDITION));
  }

  private static void assertSameButForTexts(RotationRecord record, RotationRecord read) {
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("notifiers", "journal.value.lastError", "request.value.trouble.value.text")
        .isEqualTo(record);
  }

  @Test
  void whatPeopleAreToldOfTroublesIsLeftOutOnlyWhereThereIsNoRoom() {
    RotationRecord roomy = largest(1, 1, false);

    RotationRecord read = readBack(roomy);

    assertThat(read.journal()).isEqualTo(roomy.journal());
    assertThat(read.request()).isEqualTo(roomy.request());
    assertThat(readBack(largest(RotationTracker.MAX_NOTIFIERS, 1, true)).request())
        .map(request -> request.trouble().orElseThrow().line())
        .contains("R".repeat(32));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "R-7Q2F",
        "R-7Q2F LOST 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z OK 0 - - -",
        "R-7Q2F AWAITING x o 1 2026-07-01T09:00:00Z OK 0 - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o one 2026-07-01T09:00:00Z OK 0 - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o 1 soon OK 0 - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z SURE 0 - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z OK 0,, - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z OK 0 now - -",
        "R-7Q2F STALLED 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z OK 0 - - -",
        "R-7Q2F AWAITING 98e3129e0802f9a5 o 1 2026-07-01T09:00:00Z OK 0 - - - -"
      })
  void whatIsNoRequestMakesARecordCorrupt(String request) {
    SecretRequest good = largestRequest(EngineRun.FIRST, START);
    String json =
        RecordCodec.encode(random(new Random(5), 0, 0).withRequest(Optional.of(good))).revealUtf8();
    String bad = json.replace(RequestCodec.toText(good), request);

    assertThat(bad).isNotEqualTo(json);
    assertUnreadable(bad);
  }

  private static void assertKeepsWhatMatters(RotationRecord record, RotationRecord read) {
    record
        .notifiers()
        .forEach(
            (name, log) -> {
              NotifierLog kept = read.notifier(name);
              assertThat(total(kept)).isEqualTo(total(log));
              log.deliveries().stream()
                  .filter(delivery -> record.dependsOn(log, delivery))
                  .forEach(delivery -> assertThat(kept.deliveries()).contains(delivery));
            });
  }

  private static long total(NotifierLog log) {
    return (long) log.delivered() + log.failed() + log.superseded() + log.deliveries().size();
  }

  @Test
  void theOldestIsFoldedFirst() {
    RotationRecord record =
        RotationRecord.begin(
            FingerprintKey.random(new Random(1)),
            new TrackedSecret(EngineRun.FIRST, "1", START, Optional.empty()),
            START);
    for (int day = 1; day <= 180; day++) {
      Instant at = START.plus(Duration.ofDays(day));
      record =
          record.withDelivery(
              "mail", Delivery.planned(Rung.day(day), at).attempted(at).delivered(at));
    }

    NotifierLog read = readBack(record).notifier("mail");

    assertThat(read.delivered()).isPositive();
    assertThat(read.deliveries().get(0).rung()).isEqualTo(Rung.day(read.delivered() + 1));
    assertThat(read.delivery(Rung.day(180))).isPresent();
    assertThat(read.lastDeliveredAt())
        .contains(START.plus(Duration.ofDays(180)).truncatedTo(ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "150",
        "150 D 1",
        "150 D 1 soon",
        "150 D x 2026-07-01T09:00:00Z",
        "150 D -1 2026-07-01T09:00:00Z",
        "150 X 1 2026-07-01T09:00:00Z",
        "150 DELIVERED 1 2026-07-01T09:00:00Z",
        "later-1 D 1 2026-07-01T09:00:00Z",
        "150 F 1 2026-07-01T09:00:00Z",
        "150 F 1 2026-07-01T09:00:00Z BECAUSE",
        "150 D 1 2026-07-01T09:00:00Z TIMEOUT",
        "150 F 1 2026-07-01T09:00:00Z TIMEOUT again"
      })
  void whatIsNoDeliveryMakesARecordCorrupt(String delivery) {
    String good =
        RecordCodec.encode(
                random(new Random(5), 0, 0)
                    .withDelivery("mail", Delivery.planned(Rung.day(150), START)))
            .revealUtf8();
    String bad = good.replace("150 P 0 2026-07-01T09:00:00Z", delivery);

    assertThat(bad).isNotEqualTo(good);
    assertUnreadable(bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{}",
        "{\"v\":1}",
        "{\"v\":\"1\"}",
        "{\"v\":null}",
        "{\"v\":1,\"fpKey\":\"short\"}",
        "{\"v\":1,\"fpKey\":\"!\"}",
        "{\"v\":1,\"fpKey\":7}"
      })
  void whatIsNoRecordIsCorrupt(String json) {
    assertUnreadable(json);
  }

  @Test
  void eachMemberIsCheckedAndNoValueIsQuoted() {
    String good = RecordCodec.encode(random(new Random(5), 1, 3)).revealUtf8();
    for (String member :
        List.of(
            "fp",
            "eventTime",
            "heartbeat",
            "folded",
            "state",
            "tries",
            "expiryEpoch",
            "delivery",
            "log",
            "current",
            "rotations",
            "clockSkewMs",
            "source",
            "issuedAt")) {
      String bad =
          good.replaceFirst(
              "\"" + member + "\":(\"[^\"]*\"|-?[0-9]+|\\{|\\[)",
              "\"" + member + "\":\"canary\",\"x\":$1");
      assertThat(bad).as(member).isNotEqualTo(good);
      assertUnreadable(bad);
    }
    assertUnreadable(good.replaceFirst("\"clockSkewMs\":-?[0-9]+", "\"clockSkewMs\":1.5"));
    assertUnreadable(good.replaceFirst("\"log\":\\[", "\"log\":[7,"));
  }

  private static void assertUnreadable(String json) {
    assertThatThrownBy(() -> RecordCodec.decode(NAME, SecretValue.ofUtf8(json)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
              assertThat(e.reason()).isEqualTo("RECORD_UNREADABLE");
              assertThat(e).hasNoCause();
              assertThat(e.getMessage()).contains(NAME.value()).doesNotContain("canary");
            });
  }

  @Test
  void aNewerVersionIsLeftAlone() {
    assertThatThrownBy(() -> RecordCodec.decode(NAME, SecretValue.ofUtf8("{\"v\":2}")))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void unknownMembersAreIgnored() {
    RotationRecord record = random(new Random(6), 1, 1);
    String json = RecordCodec.encode(record).revealUtf8();

    String more = "{\"later\":{\"a\":[1]}," + json.substring(1);

    assertThat(RecordCodec.decode(NAME, SecretValue.ofUtf8(more))).isEqualTo(record);
  }

  @Test
  void theKeyOfFingerprintsIsNotShown() {
    RotationRecord record = random(new Random(7), 0, 0);

    assertThat(record.toString()).doesNotContain(record.key().toText());
  }
}
