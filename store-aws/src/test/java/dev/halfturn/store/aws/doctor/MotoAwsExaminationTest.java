// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.testbed.aws.Moto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What Amazon's blog post has people build, built in the emulator by the same calls. */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoAwsExaminationTest {

  private static final String TOPIC = "arn:aws:sns:eu-central-1:" + Moto.ACCOUNT + ":rotation";

  private static Moto moto;
  private static AwsAccess access;
  private static AwsCall call;

  @BeforeAll
  static void start() {
    moto = new Moto();
    Map<String, String> texts =
        Map.of(
            "region", "eu-central-1",
            "endpoint", moto.endpoint().toString(),
            "access-key-id", "AKIDEXAMPLE",
            "secret-access-key", "example");
    access =
        new AwsAccess(
            "store 'aws-ssm'", PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow());
    call = new AwsCall(access);
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  private static String key() {
    Map<String, Object> made = call.write("kms", "TrentService.CreateKey", Map.of());
    return Answers.text(Answers.object(made.get("KeyMetadata")), "KeyId");
  }

  private static void parameter(String name, String type) {
    call.write(
        "ssm", "AmazonSSM.PutParameter", Map.of("Name", name, "Type", type, "Value", "example"));
  }

  private static List<Observed> examine(String key) {
    return new AwsExamination(access, call)
        .examine(
            new ParameterStore(
                "aws-ssm",
                Map.of(
                    new SecretName("my-erp/lwa/clientsecret"), "/my-erp/lwa/clientsecret",
                    new SecretName("my-erp/refreshtoken"), "/my-erp/refreshToken"),
                key,
                caller -> "{}"));
  }

  @Test
  void theFaultsOfTheBlogPostAreFound() {
    parameter("/my-erp/lwa/cliensecret", "SecureString");
    parameter("/my-erp/refreshToken", "String");
    call.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=rotation");
    call.write(
        "events",
        "AWSEvents.PutRule",
        Map.of(
            "Name",
            "rotation",
            "EventPattern",
            "{\"source\":[\"aws.ssm\"],\"detail\":{\"parameter-name\":[\"/my-erp/*\"]}}"));
    call.write(
        "events",
        "AWSEvents.PutTargets",
        Map.of("Rule", "rotation", "Targets", List.of(Map.of("Id", "topic", "Arn", TOPIC))));
    List<Observed> observed = examine(key());

    assertThat(observed)
        .filteredOn(one -> one.level() != Level.OK)
        .map(one -> one.level() + " " + one.label())
        .containsExactlyInAnyOrder(
            "UNKNOWN rights", // the emulator simulates none
            "WARNING parameter",
            "FAILURE parameter",
            "FAILURE rule",
            "FAILURE topic");
    assertThat(observed)
        .filteredOn(one -> one.level() == Level.OK)
        .map(Observed::label)
        .contains("identity", "region", "reach", "key");
  }

  @Test
  void aKeyThatIsNotThereIsAFailure() {
    assertThat(examine("alias/nobodys"))
        .filteredOn(one -> one.label().equals("key"))
        .map(Observed::level)
        .containsExactly(Level.FAILURE);
  }
}
