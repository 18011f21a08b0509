// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When hooks are called around a promotion. */
class RotationHooksTest {

  /** Notes which secret was current at each call. */
  private final class Calls implements RotationHooks {
    private final List<String> calls = new ArrayList<>();
    private final List<HookFacts> facts = new ArrayList<>();
    private boolean refuses;

    private List<HookRun> call(String phase, HookFacts given) {
      calls.add(phase + (here.current().equals(old) ? " old" : " new"));
      facts.add(given);
      Optional<String> failure = refuses ? Optional.of("ended with exit code 1") : Optional.empty();
      return List.of(new HookRun(phase, "10-hook", Duration.ofSeconds(1), failure));
    }

    @Override
    public List<HookRun> before(HookFacts given) {
      List<HookRun> runs = call("pre", given);
      if (refuses) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, "HOOK_FAILED", "hook 'pre/10-hook' failed"));
      }
      return runs;
    }

    @Override
    public List<HookRun> deploy(HookFacts given) {
      return call("deploy", given);
    }

    @Override
    public List<HookRun> after(HookFacts given) {
      return call("post", given);
    }
  }

  private final RotationFixture here = new RotationFixture();
  private final SecretValue old = here.current();
  private final Calls calls = new Calls();

  @BeforeEach
  void set() {
    here.hooks = calls;
  }

  @AfterEach
  void close() {
    here.close();
  }

  @Test
  void areCalledBeforeAndAfterTheNewSecretIsPutInPlace() {
    here.accept(here.pressButton());

    assertThat(calls.calls).containsExactly("pre old", "deploy new", "post new");
    HookFacts told = calls.facts.get(1);
    assertThat(told.app()).isEqualTo(APP);
    assertThat(told.rotationId()).isPresent();
    assertThat(told.version()).isPresent();
    assertThat(told.oldEndsAt()).isPresent();
  }

  @Test
  void whoeverListensHearsOfEach() {
    List<HookRun> heard = new ArrayList<>();
    RotationListener listener =
        new RotationListener() {
          @Override
          public void onStep(Step step) {}

          @Override
          public void onHook(HookRun run) {
            heard.add(run);
          }
        };

    here.rotator().accept(APP, here.pressButton(), Optional.empty(), listener);

    assertThat(heard).extracting(HookRun::phase).containsExactly("pre", "deploy", "post");
    assertThat(here.audit.events)
        .filteredOn(event -> event.action() == AuditAction.HOOK_RUN)
        .hasSize(3);
  }

  @Test
  void oneBeforeThatFailsLeavesTheSecretInTheInbox() {
    calls.refuses = true;
    SecretValue secret = here.pressButton();

    assertThatThrownBy(() -> here.accept(secret)).hasMessageContaining("pre/10-hook");

    assertThat(here.current()).isEqualTo(old);
    assertThat(here.tracker().status(APP).rotation().lastError().orElseThrow())
        .contains("pre/10-hook");

    calls.refuses = false;
    here.clock.advance(Duration.ofHours(1));
    assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
    assertThat(here.current()).isEqualTo(secret);
  }

  @Test
  void oneBeforeThatFailsKeepsANewSecretFromBeingMade() {
    calls.refuses = true;

    assertThatThrownBy(() -> here.rotator().request(APP, RotationListener.NONE))
        .isInstanceOf(HalfturnException.class);
    assertThat(here.audit.events)
        .noneMatch(event -> event.action() == AuditAction.ROTATION_REQUESTED);
  }

  @Test
  void theWayBackHasThemToo() {
    here.accept(here.pressButton());
    calls.calls.clear();

    here.rotator().rollback(APP, (plan, result) -> true);

    assertThat(calls.calls).containsExactly("pre new", "deploy old", "post old");
  }

  @Test
  void oneThatWasCutOffIsCalledAgain() {
    here.hooks =
        new RotationHooks() {
          @Override
          public List<HookRun> before(HookFacts facts) {
            return List.of();
          }

          @Override
          public List<HookRun> deploy(HookFacts facts) {
            throw new IllegalStateException("the power went out");
          }

          @Override
          public List<HookRun> after(HookFacts facts) {
            return List.of();
          }
        };
    SecretValue secret = here.pressButton();
    assertThatThrownBy(() -> here.accept(secret)).isInstanceOf(IllegalStateException.class);

    here.hooks = calls;
    here.resume();

    assertThat(calls.calls).containsExactly("deploy new", "post new");
  }
}
