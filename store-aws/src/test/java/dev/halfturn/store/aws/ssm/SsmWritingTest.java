// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SsmWritingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final SecretName RECORD = NAME.child("rotation");

  private final SsmWorld world = new SsmWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private Map<String, Object> written() {
    return world.aws.requests("PutParameter").get(0).json();
  }

  private static HalfturnException failure(Runnable call) {
    return catchThrowableOfType(HalfturnException.class, call::run);
  }

  @Test
  void whatIsWrittenIsASecureStringOfTheStandardTierUnderTheKeyOfTheAccount() {
    world.store().put(NAME, secret("one"));

    assertThat(written())
        .containsEntry("Name", "/erp/lwa/clientsecret")
        .containsEntry("Value", secret("one").revealUtf8())
        .containsEntry("Type", "SecureString")
        .containsEntry("Tier", "Standard")
        .containsEntry("KeyId", "alias/aws/ssm")
        .doesNotContainKeys("Policies", "Description", "Tags");
  }

  @Test
  void aParameterThatSomebodyHasMadeAdvancedStaysSoAndNothingElseBecomesIt() {
    world.store("tier", "advanced").put(NAME, secret("one"));
    world.aws.forgetRequests();

    world.store().put(NAME, secret("two"));
    world.store().put(RECORD, secret("record"));

    assertThat(world.ssm.attribute("/" + NAME, "Tier")).contains("Advanced");
    assertThat(world.ssm.attribute("/" + RECORD, "Tier")).contains("Standard");
    assertThat(world.ssm.values("/" + NAME))
        .containsExactly(secret("one").revealUtf8(), secret("two").revealUtf8());
  }

  @Test
  void anotherKeyIsUsedIfItIsGiven() {
    world.ssm.withKey("alias/halfturn");
    world.store("kms-key-id", "alias/halfturn").put(NAME, secret("one"));

    assertThat(world.ssm.attribute("/" + NAME, "KeyId")).contains("alias/halfturn");
  }

  @Test
  void aPutIsOneVersionReadBackBeforeItIsAcknowledged() {
    world.store().put(NAME, secret("one"));

    assertThat(world.calls()).containsExactly("GetParameter", "PutParameter", "GetParameter");
    assertThat(world.aws.requests("GetParameter"))
        .map(AwsRequest::json)
        .satisfiesExactly(
            before -> assertThat(before).containsEntry("WithDecryption", false),
            after ->
                assertThat(after)
                    .containsEntry("Name", "/erp/lwa/clientsecret:1")
                    .containsEntry("WithDecryption", true));
  }

  @Test
  void aVersionThatIsNotThereYetIsWaitedFor() {
    world.ssm.isLateFor(4);

    assertThat(world.store().put(NAME, secret("one")).id()).startsWith("1-");
    assertThat(world.pauses).hasSize(4);
  }

  @Test
  void aVersionThatDoesNotAppearIsNotAcknowledged() {
    world.ssm.isLateFor(1000);

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.waited()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36));
    assertThat(world.ssm.values("/" + NAME)).hasSize(1);
  }

  @Test
  void aLongValueIsRefusedBeforeAnythingIsWrittenAndNeverMadeAdvanced() {
    SecretValue longValue = SecretValue.ofUtf8("x".repeat(4097));

    HalfturnException e = failure(() -> world.store().put(NAME, longValue));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageContaining("4097").hasMessageContaining("standard");
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("tier=advanced"));
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void theAdvancedTierHoldsTwiceAsMuch() {
    SsmSecretStore store = world.store("tier", "advanced");
    store.put(NAME, SecretValue.ofUtf8("x".repeat(8192)));

    assertThat(world.ssm.attribute("/" + NAME, "Tier")).contains("Advanced");
    assertThat(failure(() -> store.put(NAME, SecretValue.ofUtf8("x".repeat(8193)))).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void whatSsmWouldTakeForAReferenceIsRefused() {
    HalfturnException e =
        failure(() -> world.store().put(NAME, SecretValue.ofUtf8("{{ssm:/erp/a}}")));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void aPlainStringIsNeverOverwritten() {
    world.ssm.putPlain("/" + NAME, "for everybody");

    HalfturnException e = failure(() -> world.store().put(NAME, secret("two")));

    assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("SecureString"));
    assertThat(world.ssm.values("/" + NAME)).containsExactly("for everybody");
  }

  @Test
  void aNameThatThisStoreHasDeletedRestsForHalfAMinute() {
    SsmSecretStore store = world.store();
    store.put(NAME, secret("one"));
    store.delete(NAME);
    world.clock.advance(Duration.ofSeconds(12));

    store.put(NAME, secret("two"));

    assertThat(world.pauses).containsExactly(Duration.ofSeconds(18));
    assertThat(world.aws.requests("PutParameter")).hasSize(2);
  }

  @Test
  void creatingWaitsForTheRestToo() {
    SsmSecretStore store = world.store();
    store.put(NAME, secret("one"));
    store.delete(NAME);

    assertThat(store.putIfAbsent(NAME, secret("two"))).isPresent();
    assertThat(world.pauses).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void whatSomebodyElseHasDeletedIsTriedUntilItHasRested() {
    world.store().put(NAME, secret("one"));
    world.store().delete(NAME);
    world.clock.advance(Duration.ofSeconds(25));

    world.store().put(NAME, secret("two"));

    assertThat(world.pauses).containsExactly(Duration.ofSeconds(10));
    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  void deletingWhatIsNotThereMakesNobodyWait() {
    SsmSecretStore store = world.store();
    store.delete(NAME);
    store.put(NAME, secret("one"));

    assertThat(world.pauses).isEmpty();
  }

  @Test
  void onlyClientSecretsBearTheLabelAndOnlyIfItIsWanted() {
    SsmSecretStore labelling = world.store("labels", "true");
    labelling.put(NAME, secret("one"));
    labelling.put(NAME, secret("two"));
    labelling.put(RECORD, secret("{}"));
    world.store().put(new SecretName("jp/lwa/clientsecret"), secret("one"));

    assertThat(world.aws.requests("LabelParameterVersion"))
        .map(call -> call.json().get("Name") + ":" + call.json().get("ParameterVersion"))
        .containsExactly("/erp/lwa/clientsecret:1", "/erp/lwa/clientsecret:2");
    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  void aLabelThatCannotBeMovedHarmsNothing() {
    world.aws.refuses("LabelParameterVersion", AwsError.of("AccessDeniedException", "no"));

    assertThat(world.store("labels", "true").put(NAME, secret("one"))).isNotNull();
  }

  @Test
  void ourOwnLabelOnTheOldestOfAHundredVersionsGivesWay() {
    world.store("labels", "true").put(NAME, secret("one"));
    IntStream.range(0, 99).forEach(i -> world.ssm.put("/" + NAME, "foreign " + i));

    world.store().put(NAME, secret("two"));

    assertThat(world.ssm.values("/" + NAME)).hasSize(100).contains(secret("two").revealUtf8());
    assertThat(world.aws.requests("UnlabelParameterVersion")).hasSize(1);
  }

  @Test
  void somebodyElsesLabelThereIsAnErrorThatSaysWhatToDo() {
    IntStream.range(0, 100).forEach(i -> world.ssm.put("/" + NAME, "foreign " + i));
    world.ssm.label("/" + NAME, 1, "theirs");

    HalfturnException e = failure(() -> world.store().put(NAME, secret("two")));

    assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("unlabel"));
    assertThat(world.aws.requests("UnlabelParameterVersion")).isEmpty();
  }
}
