// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static StatusBoard.View unread(ErrorCode code) {
    return new StatusBoard.View(
        Optional.empty(),
        List.of(),
        new TreeMap<>(),
        Optional.of(new HalfturnException(Problem.of(code, "no"))));
  }

  private Verdict verdict(StatusBoard.View view, String... rejected) {
    return Verdict.of(view, Set.of(rejected), rig.clock.instant());
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, NO_STORE",
    "TIMEOUT, NO_STORE",
    "UNAUTHENTICATED, NO_STORE",
    "PERMISSION_DENIED, UNKNOWN",
    "UNSUPPORTED, UNKNOWN"
  })
  void aStoreThatWasNeverReadIsNone(ErrorCode code, Verdict verdict) {
    assertThat(verdict(unread(code))).isEqualTo(verdict);
  }

  @Test
  void beforeTheFirstLookNothingIsKnown() {
    StatusBoard.View nothing =
        new StatusBoard.View(Optional.empty(), List.of(), new TreeMap<>(), Optional.empty());

    assertThat(verdict(nothing)).isEqualTo(Verdict.UNKNOWN);
  }

  private void withTwoApplications(Consumer<StatusBoard> asserted) {
    rig.runner()
        .run(
            context -> {
              RotationTracker tracker = context.getBean(RotationTracker.class);
              for (String app : List.of("erp", "shop")) {
                rig.addApp(context.getBean(Applications.class), app);
                tracker.declareIssued(app, rig.clock.instant(), Provenance.DECLARED);
              }
              StatusBoard board = context.getBean(StatusBoard.class);
              board.refresh();
              asserted.accept(board);
            });
  }

  @Test
  void oneApplicationThatGetsTokensIsEnough() {
    withTwoApplications(
        board -> {
          assertThat(verdict(board.view())).isEqualTo(Verdict.WORKS);
          assertThat(verdict(board.view(), "erp")).isEqualTo(Verdict.WORKS);
          assertThat(verdict(board.view(), "erp", "shop")).isEqualTo(Verdict.NO_SECRET);
        });
  }

  @Test
  void secretsEndByThemselvesEvenIfNobodyLooks() {
    withTwoApplications(
        board -> {
          rig.clock.advance(Duration.ofDays(179));
          assertThat(verdict(board.view())).isEqualTo(Verdict.WORKS);
          rig.clock.advance(Duration.ofDays(2));
          assertThat(verdict(board.view())).isEqualTo(Verdict.NO_SECRET);
        });
  }

  @Test
  void aStoreThatIsGoneMattersAfterADay() {
    withTwoApplications(
        board -> {
          StatusBoard.View read = board.view();
          StatusBoard.View gone =
              new StatusBoard.View(
                  read.at(),
                  read.apps(),
                  read.unreadable(),
                  Optional.of(new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no"))));
          assertThat(verdict(gone)).isEqualTo(Verdict.WORKS);
          rig.clock.advance(Duration.ofHours(25));
          assertThat(verdict(gone)).isEqualTo(Verdict.NO_STORE);
          assertThat(verdict(read)).isEqualTo(Verdict.WORKS);
        });
  }

  @Test
  void aStoreWithoutApplicationsIsNoReasonToStop() {
    rig.runner()
        .run(
            context -> {
              StatusBoard board = context.getBean(StatusBoard.class);
              board.refresh();
              assertThat(verdict(board.view())).isEqualTo(Verdict.WORKS);
            });
  }
}
