// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.spi.SecretName;
import dev.halfturn.testkit.Canaries;
import org.junit.jupiter.api.Test;

/** What a rehearsal says at its end if a client secret was lost in it. */
class LossTest {

  private static final SecretName CURRENT = CredentialNames.clientSecret("erp");

  private static RehearsalBuilder plan() {
    return Rehearsal.withApp("erp").seller("acme-us");
  }

  private static void lose(Rehearsal rehearsal) {
    rehearsal.halfturn().secrets().put(CURRENT, Canaries.secret("wrong"));
  }

  @Test
  void aLostSecretIsSaidAtTheEnd() {
    Rehearsal rehearsal = plan().start();
    lose(rehearsal);

    assertThatThrownBy(rehearsal::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("at the end: erp: secret #1")
        .hasMessageNotContaining(AmazonSimulator.MARK);
  }

  @Test
  void oneThatIsThereAgainAtTheEndWasMissedAtTheCallBefore() {
    Rehearsal rehearsal = plan().start();
    var kept = rehearsal.halfturn().secrets().get(CURRENT).value();
    lose(rehearsal);
    Throwable refused = catchThrowable(rehearsal.tokens("erp", "acme-us")::get);
    rehearsal.halfturn().secrets().put(CURRENT, kept);

    assertThat(refused).isNotNull();
    assertThatThrownBy(rehearsal::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("at a TOKEN call of erp answered with 401: erp: secret #1");
  }

  @Test
  void itIsSaidOnce() {
    Rehearsal rehearsal = plan().start();
    lose(rehearsal);

    assertThat(catchThrowable(rehearsal::close)).isNotNull();
    assertThat(catchThrowable(rehearsal::close)).isNull();
  }

  @Test
  void theOneBeforeIsMissedWhileAmazonAcceptsIt() {
    Rehearsal rehearsal = plan().start();
    rehearsal.rotate("erp");
    rehearsal.halfturn().secrets().delete(CredentialNames.previous("erp"));

    assertThatThrownBy(rehearsal::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("secret #1");
  }

  @Test
  void oneThatAPersonStillHasInHandIsNot() {
    Rehearsal rehearsal = plan().start();
    rehearsal.amazon().app("erp").orElseThrow().rotateInConsole();

    assertThat(catchThrowable(rehearsal::close)).isNull();
  }

  @Test
  void oneThatIsExcusedIsNot() {
    Rehearsal rehearsal = plan().start();
    String first = rehearsal.amazon().app("erp").orElseThrow().secret();
    rehearsal.rotate("erp");
    rehearsal.excuse("erp", first);
    rehearsal.halfturn().secrets().delete(CredentialNames.previous("erp"));

    assertThat(catchThrowable(rehearsal::close)).isNull();
  }

  @Test
  void anUnjudgedRehearsalDoesNotMind() {
    Rehearsal rehearsal = plan().unjudged().start();
    lose(rehearsal);
    rehearsal.excuse("erp", "whatever");

    assertThat(catchThrowable(rehearsal::close)).isNull();
  }
}
