// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.secretmanager.v1.Rotation;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.Topic;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import dev.halfturn.testbed.gcp.GcpError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PubSubSchedulerTest {

  private static final Map<String, String> FUNCTION = Map.of();
  private static final Topic OTHERS = Topic.newBuilder().setName("projects/o/topics/x").build();

  private final Bed bed = Bed.prepared().withApp("erp");
  private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    bed.close();
  }

  private static WakePlan at(Instant moment) {
    return new WakePlan(moment, Optional.empty());
  }

  private static WakePlan at(String moment) {
    return at(Instant.parse(moment));
  }

  private WakePlan in(Duration time) {
    return at(bed.clock.instant().plus(time));
  }

  private String next() throws InterruptedException {
    return woken.poll(20, TimeUnit.SECONDS);
  }

  private String moment(String app) {
    return Instant.ofEpochSecond(bed.secret(app).getRotation().getNextRotationTime().getSeconds())
        .toString();
  }

  private List<String> topics(String app) {
    return bed.secret(app).getTopicsList().stream().map(Topic::getName).toList();
  }

  private int writes() {
    return bed.google.calls("UpdateSecret").size();
  }

  private int reads() {
    return bed.google.calls("GetSecret").size();
  }

  @Test
  void theRotationFieldOfTheClientSecretIsSetAndItsTopicTold() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", at("2026-05-30T09:14:07.001Z"));
    }

    assertThat(moment("erp")).isEqualTo("2026-05-30T09:14:08Z");
    assertThat(topics("erp")).containsExactly(Bed.TOPIC);
    assertThat(bed.secret("erp").hasExpireTime() || bed.secret("erp").hasTtl()).isFalse();
  }

  @Test
  void aPlanThatDiffersTakesThePlaceOfTheEarlierOneAndTheSameCostsNoCall() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", at("2026-05-30T09:00:00Z"));
      scheduler.arm("erp", at("2026-05-30T09:00:00Z"));
      scheduler.arm("erp", at("2026-06-14T09:00:00Z"));
      scheduler.arm("erp", at("2026-06-14T09:00:00Z"));
    }

    assertThat(writes()).isEqualTo(2);
    assertThat(reads()).isEqualTo(2);
    assertThat(moment("erp")).isEqualTo("2026-06-14T09:00:00Z");
  }

  @Test
  void whatAnotherProcessHasArmedIsNotWrittenAgain() {
    for (int i = 0; i < 2; i++) {
      try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
        scheduler.arm("erp", at("2026-05-30T09:00:00Z"));
      }
    }

    assertThat(writes()).isEqualTo(1);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void whatIsDueIsToldAsSoonAsSecretManagerDoesAndIsNotPutOffByAskingAgain() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofDays(-3)));
      bed.clock.advance(Duration.ofSeconds(60));
      scheduler.arm("erp", in(Duration.ZERO));
      scheduler.arm("erp", at(Instant.MIN));
    }

    assertThat(writes()).isEqualTo(1);
    assertThat(moment("erp")).isEqualTo("2026-03-01T12:05:30Z");
  }

  @Test
  void whatHasBeenToldIsArmedAgain() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
      bed.clock.advance(Duration.ofMinutes(10));
      bed.rotations.fireDue();
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
    }

    assertThat(moment("erp")).isEqualTo("2026-03-01T12:20:00Z");
  }

  @Test
  void aPlanForEverLiesAYearAhead() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", at(Instant.MAX));
      bed.clock.advance(Duration.ofHours(1));
      scheduler.arm("erp", at(Instant.MAX));
    }

    assertThat(writes()).isEqualTo(1);
    assertThat(moment("erp")).isEqualTo("2027-03-01T00:00:00Z");
  }

  @Test
  void topicsAndAnnotationsOfOthersStay() {
    bed.withSecret(
        "shop--lwa--clientsecret",
        Secret.newBuilder().addTopics(OTHERS).putAnnotations("theirs", "kept").build());
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("shop", in(Duration.ofDays(1)));
      assertThat(topics("shop")).containsExactly(OTHERS.getName(), Bed.TOPIC);
      scheduler.disarm("shop");
    }

    assertThat(topics("shop")).containsExactly(OTHERS.getName());
    assertThat(bed.secret("shop").hasRotation()).isFalse();
    assertThat(bed.secret("shop").getAnnotationsMap()).containsEntry("theirs", "kept");
  }

  @Test
  void anExpiryThatSomebodySetIsNeitherTakenAwayNorMoved() {
    Secret expiring =
        Secret.newBuilder().setExpireTime(Timestamp.newBuilder().setSeconds(1_800_000_000)).build();
    bed.withSecret("shop--lwa--clientsecret", expiring);
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("shop", in(Duration.ofDays(1)));
      scheduler.disarm("shop");
    }

    assertThat(bed.secret("shop").getExpireTime()).isEqualTo(expiring.getExpireTime());
  }

  @Test
  void aPeriodOfSomebodyElseGivesWay() {
    bed.withSecret(
        "shop--lwa--clientsecret",
        Secret.newBuilder()
            .addTopics(OTHERS)
            .setRotation(
                Rotation.newBuilder()
                    .setNextRotationTime(Timestamp.newBuilder().setSeconds(1_800_000_000))
                    .setRotationPeriod(
                        com.google.protobuf.Duration.newBuilder().setSeconds(90 * 86_400)))
            .build());
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("shop", in(Duration.ofDays(1)));
    }

    assertThat(bed.secret("shop").getRotation().hasRotationPeriod()).isFalse();
  }

  @Test
  void aSecretThatIsNotThereYetIsArmedByALaterCheck() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("shop", in(Duration.ofDays(1)));
      scheduler.disarm("unknown");
      assertThat(writes()).isZero();

      bed.withApp("shop");
      scheduler.arm("shop", in(Duration.ofDays(1)));
    }

    assertThat(moment("shop")).isEqualTo("2026-03-02T12:00:00Z");
  }

  @Test
  void aSecretOfAnotherNameIsArmedWhereItIs() {
    bed.withSecret("My_Secret", Secret.getDefaultInstance());
    bed.withSecret("prod--shop--lwa--clientsecret", Secret.getDefaultInstance());
    try (ExpiryScheduler scheduler =
        bed.open(Map.of("prefix", "prod", "secret.erp", "My_Secret"))) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      scheduler.arm("shop", in(Duration.ofDays(1)));
    }

    assertThat(bed.google.calls("UpdateSecret"))
        .extracting(call -> call.resource().substring("projects/my-project-1/secrets/".length()))
        .containsExactly("My_Secret", "prod--shop--lwa--clientsecret");
  }

  @Test
  void anIdThatCannotBeOneIsRefusedWhenTheSchedulerIsOpened() {
    assertThatThrownBy(() -> bed.open(Map.of("secret.erp", "projects/p/secrets/x")))
        .hasMessage("the option secret.erp must be the id of a secret");
  }

  @Test
  void somebodyElsesWriteInBetweenIsReadAgain() {
    AtomicInteger updates = new AtomicInteger();
    bed.google.before(
        call -> {
          if (call.method().equals("UpdateSecret") && updates.getAndIncrement() < 2) {
            Secret theirs =
                bed.secret("erp").toBuilder().putAnnotations("claim", "" + updates.get()).build();
            bed.google.secrets().update(theirs, List.of("annotations"));
          }
        });
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", at("2026-05-30T09:00:00Z"));
    }

    assertThat(moment("erp")).isEqualTo("2026-05-30T09:00:00Z");
    assertThat(bed.secret("erp").getAnnotationsMap()).containsEntry("claim", "2");
  }

  @Test
  void aLostAnswerIsLookedUpAndNotWrittenAgain() {
    try (FaultProxy network = new FaultProxy(bed.google.port());
        ExpiryScheduler scheduler = bed.open(FUNCTION, network.endpoint())) {
      network.plan(connection -> connection == 1 ? Fault.ANSWER_LOST : Fault.NONE);
      scheduler.arm("erp", at("2026-05-30T09:00:00Z"));
    }

    assertThat(moment("erp")).isEqualTo("2026-05-30T09:00:00Z");
    assertThat(writes()).isEqualTo(1);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aTopicThatCannotBeToldSaysWhereToLook() {
    bed.google.refuses("UpdateSecret", new GcpError(Code.FAILED_PRECONDITION, "cannot publish"));
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      WakePlan plan = in(Duration.ofDays(1));
      assertThatThrownBy(() -> scheduler.arm("erp", plan))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                assertThat(e.hint().orElseThrow()).contains("halfturn scheduler verify");
              });
    }
  }

  @Test
  void aMessageWakesAndIsTakenAwayAfterwards() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.PULLING)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
      bed.clock.advance(Duration.ofMinutes(10));
      bed.rotations.fireDue();

      assertThat(next()).isEqualTo("erp");
      bed.pubSub.await(pubSub -> pubSub.unacknowledged("halfturn") == 0);
    }
  }

  @Test
  void aMessageWhoseWakeUpFailedComesAgain() throws InterruptedException {
    AtomicInteger wakes = new AtomicInteger();
    try (ExpiryScheduler scheduler = bed.open(Bed.PULLING)) {
      scheduler.start(
          app -> {
            woken.add(app);
            if (wakes.getAndIncrement() == 0) {
              throw new IllegalStateException("thrown on purpose");
            }
          });
      bed.pubSub.send("halfturn", Shapes.message("pulled-rotate"));
      assertThat(next()).isEqualTo("erp");
      bed.pubSub.publish("halfturn", Map.of(), ""); // seen only after the first
      bed.pubSub.await(pubSub -> pubSub.acknowledged("halfturn").size() == 1);
      assertThat(bed.pubSub.unacknowledged("halfturn")).isEqualTo(1);

      bed.pubSub.deliverAgain("halfturn");
      assertThat(next()).isEqualTo("erp");
      bed.pubSub.await(pubSub -> pubSub.unacknowledged("halfturn") == 0);
    }
  }

  @Test
  void whatConcernsNobodyIsTakenAwayAndWakesNobody() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.PULLING)) {
      scheduler.start(woken::add);
      scheduler.arm("gone", in(Duration.ofDays(1)));
      scheduler.disarm("gone");
      bed.pubSub.send("halfturn", Shapes.message("pulled-topic-configured"));
      bed.pubSub.publish("halfturn", Map.of(), "");
      for (String secret :
          List.of("erp--lwa--clientsecret--rotation", "gone--lwa--clientsecret", "theirs")) {
        bed.pubSub.publish("halfturn", event("SECRET_ROTATE", secret), "no JSON");
      }
      bed.pubSub.publish("halfturn", event("SECRET_UPDATE", "erp--lwa--clientsecret"), "");
      bed.pubSub.publish(
          "halfturn",
          Map.of(
              "eventType",
              "SECRET_ROTATE",
              "secretId",
              "projects/1/locations/europe-west3/secrets/erp--lwa--clientsecret"),
          "");
      bed.pubSub.await(pubSub -> pubSub.acknowledged("halfturn").size() == 7);
      assertThat(woken).isEmpty();

      bed.pubSub.send("halfturn", Shapes.message("pulled-version-add"));
      bed.pubSub.send("halfturn", Shapes.message("pulled-version-add"));
      assertThat(List.of(next(), next())).containsExactly("erp", "erp");
    }
  }

  private static Map<String, String> event(String type, String secret) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("eventType", type);
    attributes.put("secretId", "projects/" + Bed.NUMBER + "/secrets/" + secret);
    return attributes;
  }

  @Test
  void everybodyIsWokenEachHourWithoutACall() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.PULLING)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(90)));
      bed.clock.advance(Duration.ofMinutes(59));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(next()).isEqualTo("other");

      bed.clock.advance(Duration.ofMinutes(1));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(List.of(next(), next())).containsExactlyInAnyOrder("erp", "other");
    }

    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void aFunctionIsWokenByGoogleAndNotByThisProcess() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(-1)));
    }

    assertThat(bed.pubSub.requests()).isEmpty();
    assertThat(woken).isEmpty();
  }

  @Test
  void anAlarmIsTakenAwayOnceAndIsNotMissed() {
    try (ExpiryScheduler scheduler = bed.open(FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      scheduler.disarm("erp");
      scheduler.disarm("erp");
      assertThat(writes()).isEqualTo(2);
      assertThat(bed.secret("erp").hasRotation()).isFalse();

      scheduler.arm("erp", in(Duration.ofDays(1)));
      assertThat(bed.secret("erp").hasRotation()).isTrue();
    }
  }
}
