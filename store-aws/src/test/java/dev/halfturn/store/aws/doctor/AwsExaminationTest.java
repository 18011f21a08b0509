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
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAccount;
import dev.halfturn.testbed.aws.FakeAws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsExaminationTest {

  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:halfturn";
  private static final String LETS_PUBLISH =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
          + "\"Action\":\"sns:Publish\",\"Resource\":\"*\"}]}";
  private static final String KEY = "alias/halfturn";
  private static final String POLICY =
      "{\"Statement\":[{\"Action\":[\"ssm:GetParameters\",\"ssm:PutParameter\"],"
          + "\"Resource\":\"*\"},{\"Action\":[\"kms:Decrypt\"],\"Resource\":[\"*\"]}]}";

  private final FakeAws aws = new FakeAws();
  private final FakeAccount account = new FakeAccount().on(aws);
  private final Map<String, Map<String, Object>> parameters = new HashMap<>();

  @BeforeEach
  void play() {
    aws.with("ssm", AwsService.ofJson(this::ssm));
    account.key(KEY, Map.of());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  /** As the blog post has it: a page a parameter. */
  private Map<String, ?> ssm(String operation, Map<String, Object> input) {
    if (operation.equals("GetParameters")) {
      return Map.of("Parameters", List.of(), "InvalidParameters", input.get("Names"));
    }
    List<?> wanted =
        (List<?>) ((Map<?, ?>) ((List<?>) input.get("ParameterFilters")).get(0)).get("Values");
    List<Map<String, Object>> found =
        parameters.values().stream().filter(one -> wanted.contains(one.get("Name"))).toList();
    return Map.of("Parameters", found);
  }

  private void parameter(String name, Map<String, Object> more) {
    Map<String, Object> metadata =
        new HashMap<>(
            Map.of("Name", name, "Type", "SecureString", "Tier", "Standard", "KeyId", KEY));
    metadata.putAll(more);
    parameters.put(name, metadata);
  }

  private static Map<String, Object> policy(String type) {
    return Map.of("Policies", List.of(Map.of("PolicyType", type)), "Tier", "Advanced");
  }

  private AwsExamination examination() {
    Map<String, String> texts =
        Map.of(
            "region", "eu-central-1",
            "endpoint", aws.endpoint().toString(),
            "access-key-id", "AKIDEXAMPLE",
            "secret-access-key", "example");
    AwsAccess access =
        new AwsAccess(
            "store 'aws-ssm'", PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow());
    return new AwsExamination(access, new AwsCall(access, pause -> {}), Map.of());
  }

  private List<Observed> examine() {
    return examination()
        .examine(
            new ParameterStore(
                "aws-ssm",
                Map.of(
                    new SecretName("my-erp/lwa/clientsecret"), "/my-erp/lwa/clientsecret",
                    new SecretName("my-erp/lwa/clientidentifier"), "/my-erp/lwa/clientidentifier",
                    new SecretName("my-erp/refreshtoken"), "/my-erp/refreshToken"),
                KEY,
                caller -> POLICY));
  }

  private List<Observed> bad() {
    return examine().stream().filter(one -> one.level() != Level.OK).toList();
  }

  private Observed only(Level level, String label) {
    List<Observed> bad = bad();
    assertThat(bad).map(Observed::label).containsExactly(label);
    assertThat(bad.get(0).level()).isEqualTo(level);
    return bad.get(0);
  }

  @Test
  void whatIsInOrderIsSaidInOrder() {
    assertThat(examine())
        .map(one -> one.level() + " " + one.label() + ": " + one.text())
        .containsExactly(
            "OK identity: arn:aws:sts::123456789012:assumed-role/halfturn/session"
                + " (option access-key-id)",
            "OK region: eu-central-1, from option region",
            "OK reach: the Parameter Store answers",
            "OK key: alias/halfturn, enabled, your own",
            "OK rights: all that 'halfturn store policy' prints");
  }

  @Test
  void nothingIsWrittenAndNothingDecrypted() {
    examine();

    assertThat(aws.requests())
        .map(AwsRequest::operation)
        .containsExactly(
            "GetCallerIdentity",
            "GetParameters",
            "DescribeKey",
            "Encrypt",
            "SimulatePrincipalPolicy",
            "DescribeParameters",
            "ListRules");
    assertThat(aws.requests("GetParameters").get(0).json()).containsEntry("WithDecryption", false);
    assertThat(aws.requests("Encrypt").get(0).json())
        .containsEntry("DryRun", true)
        .containsEntry(
            "EncryptionContext",
            Map.of(
                "PARAMETER_ARN",
                "arn:aws:ssm:eu-central-1:123456789012:parameter/my-erp/lwa/clientidentifier"));
    assertThat(aws.requests("SimulatePrincipalPolicy").get(0).form())
        .containsEntry("PolicySourceArn", "arn:aws:iam::123456789012:role/halfturn")
        .containsEntry("ActionNames.member.2", "ssm:PutParameter")
        .containsEntry("ResourceArns.member.1", "*");
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, the credentials have expired (option access-key-id)",
    "UnrecognizedClientException, AWS does not know the credentials (option access-key-id)",
    "InvalidClientTokenId, AWS does not know the credentials (option access-key-id)"
  })
  void credentialsThatDoNotWorkEndTheExamination(String refusal, String text) {
    aws.refuses("GetCallerIdentity", AwsError.of(refusal, "no"));
    Observed identity = only(Level.FAILURE, "identity");

    assertThat(identity.text()).isEqualTo(text);
    assertThat(identity.advice()).isPresent();
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void aStoreThatMayNotBeReadIsAFailure() {
    aws.refuses("GetParameters", AwsError.of("AccessDeniedException", "no"));

    assertThat(only(Level.FAILURE, "reach").advice()).isPresent();
  }

  @Test
  void aKeyThatIsDisabledIsEnabledByACommand() {
    account.key(KEY, Map.of("KeyId", "1234", "Enabled", false, "KeyState", "Disabled"));

    assertThat(only(Level.FAILURE, "key").advice()).contains("aws kms enable-key --key-id 1234");
  }

  @Test
  void aKeyThatSignsIsAFailure() {
    account.key(KEY, Map.of("KeyUsage", "SIGN_VERIFY"));

    assertThat(only(Level.FAILURE, "key").text()).contains("no symmetric key that encrypts");
  }

  @Test
  void aKeyThatMayNotBeUsedDirectlyIsUnknown() {
    aws.refuses("Encrypt", AwsError.of("AccessDeniedException", "no"));

    assertThat(only(Level.UNKNOWN, "key").advice()).isPresent();
  }

  @Test
  void aKeyThatIsNotThereIsAFailure() {
    aws.refuses("DescribeKey", AwsError.of("NotFoundException", "no"));

    assertThat(only(Level.FAILURE, "key").text()).contains("there is no key alias/halfturn");
  }

  @Test
  void rightsThatAreMissingAreNamed() {
    account.denies("ssm:PutParameter");
    assertThat(only(Level.WARNING, "rights").text())
        .isEqualTo("missing: ssm:PutParameter (reading is allowed)");
    account.denies("ssm:GetParameters");
    assertThat(only(Level.FAILURE, "rights").text())
        .isEqualTo("missing: ssm:GetParameters, ssm:PutParameter");
  }

  @Test
  void rightsThatNobodyMaySimulateAreUnknown() {
    aws.refuses("SimulatePrincipalPolicy", new AwsError(403, "AccessDenied", "no"));

    assertThat(only(Level.UNKNOWN, "rights").advice()).contains("halfturn store test");
  }

  @Test
  void whoWorksAsTheRootIsWarned() {
    account.caller("arn:aws:iam::123456789012:root");

    only(Level.WARNING, "rights");
  }

  @Test
  void aSecretInTheClearIsAFailure() {
    parameter("/my-erp/lwa/clientidentifier", Map.of("Type", "String"));
    parameter("/my-erp/refreshToken", Map.of("Type", "String"));

    assertThat(only(Level.FAILURE, "parameter").text())
        .isEqualTo("/my-erp/refreshToken holds a secret as a String, not encrypted");
  }

  @Test
  void aPolicyThatDeletesIsAFailureAndOneThatTellsIsANote() {
    parameter("/my-erp/lwa/clientsecret", policy("Expiration"));

    Observed expiration = only(Level.FAILURE, "parameter");
    assertThat(expiration.text()).contains("Expiration, which deletes it");
    assertThat(expiration.advice().orElseThrow()).contains("--policies '[{}]'", "--key-id " + KEY);
    assertThat(examine()).map(Observed::text).anyMatch(text -> text.contains("tier advanced"));
  }

  @Test
  void beforeThereIsAnApplicationRightsForOneAreEnough() {
    aws.refuses("GetParameters", AwsError.of("AccessDeniedException", "no"));

    List<Observed> observed =
        examination().examine(new ParameterStore("aws-ssm", Map.of(), KEY, caller -> POLICY));

    assertThat(observed)
        .filteredOn(one -> one.level() == Level.UNKNOWN)
        .map(Observed::label)
        .contains("reach", "rights");
    assertThat(observed).noneMatch(one -> one.level() == Level.FAILURE);
  }

  @Test
  void theMisspeltParameterOfTheBlogPostIsNamedWhereItIsAdopted() {
    parameter("/my-erp/lwa/cliensecret", Map.of());

    assertThat(
            examination()
                .examine(
                    new ParameterStore(
                        "aws-ssm",
                        Map.of(
                            new SecretName("my-erp/lwa/clientsecret"), "/my-erp/lwa/cliensecret"),
                        KEY,
                        caller -> POLICY)))
        .map(Observed::text)
        .anyMatch(text -> text.startsWith("/my-erp/lwa/cliensecret is adopted"));
  }

  @Test
  void theMisspeltParameterOfTheBlogPostIsFound() {
    parameter("/my-erp/lwa/cliensecret", Map.of());

    assertThat(only(Level.WARNING, "parameter").advice().orElseThrow())
        .startsWith("set store.aws-ssm.alias.my-erp/lwa/clientsecret=/my-erp/lwa/cliensecret");
  }

  @Test
  void theRuleOfTheBlogPostPassesNothingOn() {
    String pattern =
        "{\"source\":[\"aws.ssm\"],\"detail-type\":[\"Parameter Store Policy Action\"],"
            + "\"detail\":{\"parameter-name\":[\"/my-erp/*\"],"
            + "\"policy-type\":[\"NoChangeNotification\"]}}";
    account.rule("blog", pattern, "ENABLED", TOPIC);
    account.rule("a-rule-of-others", "{\"source\":[\"aws.ec2\"]}", "ENABLED");
    account.topic(TOPIC, Map.of("Policy", LETS_PUBLISH));

    assertThat(only(Level.FAILURE, "rule").advice())
        .contains(
            "aws events put-rule --name blog --event-pattern '"
                + pattern.replace("\"/my-erp/*\"", "{\"prefix\":\"/my-erp/\"}")
                + "'");
  }

  @Test
  void theTopicOfTheBlogPostLetsNobodyPublish() {
    account.rule("ours", prefixed(), "ENABLED", TOPIC);
    account.topic(
        TOPIC,
        Map.of(
            "Policy",
            "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"SNS:Publish\"],"
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                + "{\"AWS:SourceOwner\":\"123456789012\"}}}]}",
            "KmsMasterKeyId",
            "alias/aws/sns"));

    assertThat(bad()).map(Observed::label).containsExactly("topic", "topic");
    assertThat(bad()).map(Observed::level).containsOnly(Level.FAILURE);
    assertThat(bad().get(0).advice().orElseThrow())
        .contains("aws sns set-topic-attributes", "events.amazonaws.com", "SourceOwner");
    assertThat(bad().get(1).text()).contains("alias/aws/sns");
  }

  @Test
  void aRuleAndATopicInOrderAreSaidToBe() {
    account.rule("ours", prefixed(), "ENABLED", TOPIC);
    account.topic(TOPIC, Map.of("Policy", LETS_PUBLISH));
    parameter("/my-erp/lwa/clientsecret", policy("NoChangeNotification"));

    assertThat(bad()).isEmpty();
    assertThat(examine())
        .map(Observed::text)
        .contains(
            "ours passes on what parameters' policies tell",
            TOPIC + " lets events.amazonaws.com publish")
        .anyMatch(text -> text.contains("counts from the last edit"));
  }

  @Test
  void aPolicyThatTellsNobodyIsWarnedOf() {
    parameter("/my-erp/lwa/clientsecret", policy("NoChangeNotification"));

    assertThat(only(Level.WARNING, "rule").text()).contains("no rule passes on");
  }

  @Test
  void aRuleThatIsOffAndWithoutTargetIsWarnedOf() {
    account.rule("ours", prefixed(), "DISABLED");

    assertThat(bad()).map(Observed::text).containsExactly("ours is disabled", "ours has no target");
  }

  @Test
  void whatMayNotBeLookedAtIsUnknown() {
    aws.refuses(
        request ->
            List.of("DescribeKey", "DescribeParameters", "ListRules").contains(request.operation())
                ? Optional.of(AwsError.of("AccessDeniedException", "no"))
                : Optional.empty());

    assertThat(bad()).map(Observed::level).containsOnly(Level.UNKNOWN);
    assertThat(bad()).map(Observed::label).containsExactly("key", "parameter", "rule");
  }

  private static String prefixed() {
    return "{\"source\":[\"aws.ssm\"],\"detail\":{\"parameter-name\":[{\"prefix\":\"/my-erp/\"}]}}";
  }

  @Test
  void secretsOfSecretsManagerAreDescribedOnly() {
    aws.with(
        "secretsmanager",
        AwsService.ofJson(
            (operation, input) ->
                switch ((String) input.get("SecretId")) {
                  case "rotated" -> Map.of("RotationEnabled", true);
                  case "deleted" -> Map.of("DeletedDate", 1);
                  case "absent" -> throw AwsError.of("ResourceNotFoundException", "no");
                  default -> Map.of();
                }));
    List<Observed> observed =
        examination()
            .examine(
                new SecretsManager(
                    "sm",
                    List.of("fine", "rotated", "deleted", "absent"),
                    Optional.of(KEY),
                    caller -> POLICY));

    assertThat(observed)
        .map(one -> one.level() + " " + one.label())
        .containsExactly(
            "OK identity",
            "OK region",
            "OK reach",
            "WARNING secret",
            "FAILURE secret",
            "WARNING secret",
            "OK key",
            "OK rights");
  }
}
