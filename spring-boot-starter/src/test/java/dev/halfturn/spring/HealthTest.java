// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

class HealthTest {

  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static Health health(AssertableApplicationContext context) {
    return context.getBean(HealthIndicator.class).health();
  }

  private void declared(AssertableApplicationContext context, String app) {
    rig.addApp(context.getBean(Applications.class), app);
    context
        .getBean(RotationTracker.class)
        .declareIssued(app, rig.clock.instant(), Provenance.DECLARED);
  }

  @Test
  void itSaysHowEachApplicationStands() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
              context.getBean(StatusBoard.class).refresh();
              rig.clock.advance(Duration.ofDays(10));

              Health health = health(context);

              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails())
                  .containsEntry("readAt", "2026-07-01T09:00:00Z")
                  .containsEntry(
                      "apps",
                      Map.of(
                          "erp",
                          Map.of(
                              "state", "fresh",
                              "daysLeft", 170L,
                              "expiresAt", "2026-12-28T09:00:00Z",
                              "rotation", "idle")));
            });
  }

  @Test
  void itAsksNeitherAmazonNorTheStore() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              context.getBean(StatusBoard.class).refresh();
              int before = rig.amazon.log().newest().size();
              context.getBean(Secrets.class).delete(CredentialNames.clientSecret("erp"));

              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              assertThat(rig.amazon.log().newest()).hasSize(before);
            });
  }

  @Test
  void whatCannotBeReadIsSaidOfTheOne() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              declared(context, "shop");
              context.getBean(Secrets.class).delete(CredentialNames.clientSecret("shop"));
              context.getBean(StatusBoard.class).refresh();

              Health health = health(context);

              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails().get("apps"))
                  .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                  .hasEntrySatisfying(
                      "shop", shop -> assertThat(shop.toString()).contains("unreadable"));
            });
  }

  @Test
  void aRefusedSecretIsSaidUntilOneWorksAgain() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              context.getBean(StatusBoard.class).refresh();
              CredentialNews news = context.getBean(CredentialNews.class);
              news.noticed(new CredentialEvent.FallbackInUse("erp", SecretOrigin.PREVIOUS));
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);

              news.noticed(new CredentialEvent.CredentialRejected("erp"));
              assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(health(context).getDetails().toString()).contains("state=refused");

              news.used("erp", SecretOrigin.CURRENT);
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void aSellersRefusedTokenIsNoReason() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              context.getBean(StatusBoard.class).refresh();
              rig.amazon.app("erp").orElseThrow().seller("acme").orElseThrow().revoke();
              var tokens = context.getBean(AccessTokens.class);
              assertThat(catchThrowable(() -> tokens.forSeller("erp", "acme").get())).isNotNull();

              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void aStoreOutOfReachIsDown() {
    rig.runner()
        .run(
            context -> {
              context.getBean(Halfturn.class).close();
              context.getBean(StatusBoard.class).refresh();

              Health health = health(context);

              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails().get("store").toString()).contains("closed");
            });
  }
}
