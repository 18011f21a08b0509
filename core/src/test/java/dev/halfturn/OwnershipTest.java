// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.ResumeStep;
import dev.halfturn.rotation.RollbackPlan;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two instances share a store that cannot keep them apart, and one of them makes the rotations. */
class OwnershipTest {

  private static final String APP = "erp";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Halfturn open(String instance) {
    rig.settings.put("rotation.owner", "a");
    rig.settings.put("instance", instance);
    return rig.open();
  }

  private static Map<SecretName, SecretValue> content(Halfturn halfturn) {
    return halfturn.secrets().names("").stream()
        .collect(Collectors.toMap(name -> name, name -> halfturn.secrets().get(name).value()));
  }

  private static SecretValue current(Halfturn halfturn) {
    return halfturn.secrets().get(CredentialNames.clientSecret(APP)).value();
  }

  private static SecretValue newSecret(SimulatedApp app) {
    return SecretValue.ofUtf8(app.rotateInConsole());
  }

  static Stream<Named<Consumer<Halfturn>>> whatPeopleAskFor() {
    SecretValue other = SecretValue.ofUtf8(Canaries.CLIENT_SECRET);
    return Stream.of(
        Named.of("to be asked first", halfturn -> halfturn.rotator().requireOwner()),
        Named.of("before the console", halfturn -> halfturn.rotator().requireReady(APP)),
        Named.of("a new secret", halfturn -> halfturn.rotator().accept(APP, other)),
        Named.of(
            "the way back", halfturn -> halfturn.rotator().rollback(APP, (plan, test) -> true)),
        Named.of("handing over", halfturn -> halfturn.tracker().handOver(APP, Optional.empty())),
        Named.of(
            "replacing by hand",
            halfturn ->
                halfturn
                    .applications()
                    .add(
                        new NewApplication(
                            APP,
                            halfturn.applications().clientId(APP),
                            other,
                            Optional.empty(),
                            true))));
  }

  @ParameterizedTest
  @MethodSource("whatPeopleAskFor")
  void isRefusedToAllButTheOwnerBeforeAnythingIsWritten(Consumer<Halfturn> act) {
    try (Halfturn owner = open("a")) {
      SimulatedApp app = rig.addApp(owner, APP);
      owner.tracker().check(APP);
      owner.rotator().accept(APP, newSecret(app));
    }
    try (Halfturn watcher = open("b")) {
      Map<SecretName, SecretValue> before = content(watcher);

      assertThatThrownBy(() -> act.accept(watcher))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                assertThat(e.reason()).isEqualTo("NOT_THE_OWNER");
                assertThat(e).hasMessage("rotations are made by the instance 'a', and this is 'b'");
                assertThat(e.problem().hint()).contains("run it there, or set rotation.owner");
              });
      assertThat(content(watcher)).isEqualTo(before);
    }
  }

  @Test
  void lookingAtTheWayBackIsRefusedToNobody() {
    try (Halfturn owner = open("a")) {
      SimulatedApp app = rig.addApp(owner, APP);
      owner.rotator().accept(APP, newSecret(app));
    }
    try (Halfturn watcher = open("b")) {
      List<RollbackPlan> seen = new ArrayList<>();

      boolean changed =
          watcher
              .rotator()
              .rollback(
                  APP,
                  (plan, test) -> {
                    seen.add(plan);
                    return false;
                  });

      assertThat(changed).isFalse();
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void watchingElsewhereLeavesARotationToTheOwner() {
    SecretValue next;
    try (Halfturn owner = open("a")) {
      SimulatedApp app = rig.addApp(owner, APP);
      owner.tracker().check(APP);
      rig.amazon.rules(rig.amazon.rules().withActivationDelay(Duration.ofMinutes(20)));
      next = newSecret(app);
      assertThat(owner.rotator().accept(APP, next).kind()).isEqualTo(RotationOutcome.Kind.PENDING);
    }
    try (Halfturn watcher = open("b")) {
      watcher.startWatching();
      rig.pass(Duration.ofHours(3));
      assertThat(rig.scheduler().failures()).isEmpty();
      assertThat(rig.notifier().sent()).as("reminders").isNotEmpty();
      assertThat(current(watcher)).isNotEqualTo(next);
      assertThat(watcher.rotator().preview(APP)).isEqualTo(ResumeStep.TEST);
      assertThat(watcher.rotator().repair(APP).kind())
          .isEqualTo(RotationOutcome.Kind.NOTHING_TO_DO);
      assertThat(current(watcher)).isNotEqualTo(next);
      assertThat(watcher.tokens().forSeller(APP, "acme").get()).isNotNull();
    }
    try (Halfturn owner = open("a")) {
      owner.startWatching();
      rig.scheduler().runDue();
      assertThat(current(owner)).isEqualTo(next);
    }
  }

  @Test
  void onlyTheOwnerClearsUpAfterARotation() {
    try (Halfturn owner = open("a")) {
      SimulatedApp app = rig.addApp(owner, APP);
      owner.tracker().check(APP);
      owner.rotator().accept(APP, newSecret(app));
    }
    rig.clock.advance(Duration.ofDays(9));
    try (Halfturn watcher = open("b")) {
      assertThat(watcher.rotator().settle(APP)).isFalse();
      assertThat(watcher.secrets().find(CredentialNames.previous(APP))).isPresent();
    }
    try (Halfturn owner = open("a")) {
      assertThat(owner.rotator().settle(APP)).isTrue();
    }
  }

  @Test
  void anInstanceIsCalledAsItsComputerUnlessItIsGivenAName() throws Exception {
    rig.settings.put("rotation.owner", ComputerName.withoutDomain());
    try (Halfturn halfturn = rig.open()) {
      halfturn.rotator().requireOwner();
    }
    assertThat(ComputerName.withoutDomain())
        .startsWith(
            InetAddress.getLocalHost()
                .getHostName()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9].*", ""));
  }

  @Test
  void aNameWithoutAnOwnerMakesNoDifference() {
    rig.settings.put("instance", "b");
    try (Halfturn halfturn = rig.open()) {
      halfturn.rotator().requireOwner();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "erp-1, erp-1",
    "ERP-1.example.com, erp-1",
    "app--x7_y.internal, app-x7-y",
    "'', unnamed",
  })
  void aComputersNameIsMadeOneThatAnInstanceMayHave(String computer, String instance) {
    assertThat(ComputerName.withoutDomain(computer)).isEqualTo(instance);
  }
}
