// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SsmNoticesTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String PARAMETER = "/" + NAME;
  private static final Instant EXPIRY = Instant.parse("2026-08-28T12:00:00Z");
  private static final String NOTICE =
      "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\","
          + "\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}]";

  private final SsmWorld world = new SsmWorld();
  private final ExpiringSecretStore store = advanced();

  private ExpiringSecretStore advanced() {
    return (ExpiringSecretStore) world.store("tier", "advanced", "no-change-days", "150");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Object policies() {
    return world.ssm.attribute(PARAMETER, "Policies").orElse(List.of());
  }

  @Test
  void aClientSecretHasTheNoticeFromTheBeginningAndAMarkAddsNothing() {
    store.put(NAME, secret("one"));
    store.markExpiry(NAME, EXPIRY);

    assertThat(world.aws.requests("PutParameter"))
        .singleElement()
        .satisfies(
            put ->
                assertThat(put.json())
                    .containsEntry("Policies", NOTICE)
                    .containsEntry("Tier", "Advanced"));
  }

  @Test
  void aLaterPutLeavesThePoliciesAsTheyAre() {
    store.put(NAME, secret("one"));
    store.put(NAME, secret("two"));

    assertThat(world.aws.requests("PutParameter").get(1).json()).doesNotContainKey("Policies");
    assertThat(policies()).asString().contains("NoChangeNotification");
  }

  @Test
  void noOtherEntryHasTheNotice() {
    store.put(NAME.child("rotation"), secret("{}"));

    assertThat(world.aws.requests("PutParameter").get(0).json()).doesNotContainKey("Policies");
  }

  @Test
  void anAdoptedClientSecretGetsTheNoticeAtTheFirstMarkAlone() {
    world.ssm.put(PARAMETER, secret("one").revealUtf8());

    store.markExpiry(NAME, EXPIRY);
    store.markExpiry(NAME, EXPIRY);

    assertThat(world.ssm.values(PARAMETER))
        .containsExactly(secret("one").revealUtf8(), secret("one").revealUtf8());
    assertThat(policies()).asString().contains("NoChangeNotification");
  }

  @Test
  void whoWritesDuringAMarkHasTheLastWord() {
    world.ssm.put(PARAMETER, secret("one").revealUtf8());
    // the value is read, the policies, and the version before the write
    ExpiringSecretStore held =
        (ExpiringSecretStore)
            world.heldStore(
                3,
                () -> world.ssm.put(PARAMETER, secret("two").revealUtf8()),
                "tier",
                "advanced",
                "no-change-days",
                "150");

    held.markExpiry(NAME, EXPIRY);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  void otherPoliciesAreNeverLost() {
    world.ssm.put(
        Map.of(
            "Name",
            PARAMETER,
            "Value",
            secret("one").revealUtf8(),
            "Type",
            "SecureString",
            "Tier",
            "Advanced",
            "Policies",
            "[{\"Type\":\"Expiration\",\"Version\":\"1.0\","
                + "\"Attributes\":{\"Timestamp\":\"2027-01-01T00:00:00Z\"}}]"));

    HalfturnException e =
        catchThrowableOfType(HalfturnException.class, () -> store.markExpiry(NAME, EXPIRY));

    assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(world.ssm.values(PARAMETER)).hasSize(1);
    assertThat(policies()).asString().contains("Expiration");
  }

  @Test
  void thePolicyThatDeletesIsNeverSent() {
    store.put(NAME, secret("one"));
    world.ssm.put("/jp/lwa/clientsecret", "adopted");
    for (SecretName name : List.of(NAME, new SecretName("jp/lwa/clientsecret"))) {
      store.markExpiry(name, EXPIRY);
      store.put(name, secret("two"));
      store.delete(name);
    }

    assertThat(world.aws.requests())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.body()).doesNotContain("Expiration"));
  }
}
