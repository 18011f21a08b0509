// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsReply;
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsCallTest {

  private final FakeAws aws =
      new FakeAws()
          .with(
              "events",
              AwsService.ofJson((operation, input) -> Map.of("Did", operation, "With", input)));
  private final FaultProxy network = new FaultProxy(aws.port());
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    network.close();
    aws.close();
  }

  private AwsCall call(URI endpoint) {
    Map<String, String> texts =
        Map.of(
            "region", "eu-central-1",
            "endpoint", endpoint.toString(),
            "access-key-id", "AKIDEXAMPLE",
            "secret-access-key", "example");
    PluginConfig config = PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow();
    return new AwsCall(new AwsAccess("store 'tested'", config), pauses::add);
  }

  @Test
  void anOperationIsSignedForItsServiceAndRegion() {
    AwsCall call = call(aws.endpoint());
    assertThat(call.read("events", "AWSEvents.DescribeRule", Map.of("Name", "ä")))
        .isEqualTo(Map.of("Did", "DescribeRule", "With", Map.of("Name", "ä")));

    assertThat(aws.requests().get(0).region()).isEqualTo("eu-central-1");
    assertThat(aws.requests().get(0).accessKey()).isEqualTo("AKIDEXAMPLE");
  }

  @Test
  void aRefusalNamesItselfAndIsNotRepeated() {
    aws.refuses("", AwsError.of("com.amazonaws#ResourceNotFoundException", "no rule"));
    AwsCall call = call(aws.endpoint());
    assertThatThrownBy(() -> call.read("events", "AWSEvents.DescribeRule", Map.of()))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(AwsFailure.name(e)).isEqualTo("ResourceNotFoundException"));

    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void whatIsThrottledIsRepeatedWhetherItReadsOrWrites() {
    List<String> calls = new ArrayList<>();
    aws.refuses(
        request -> {
          calls.add(request.operation());
          return calls.size() % 2 == 1
              ? Optional.of(AwsError.of("ThrottlingException", "Rate exceeded"))
              : Optional.empty();
        });
    AwsCall call = call(aws.endpoint());
    call.read("events", "AWSEvents.DescribeRule", Map.of());
    call.write("events", "AWSEvents.PutRule", Map.of());

    assertThat(calls).containsExactly("DescribeRule", "DescribeRule", "PutRule", "PutRule");
    assertThat(pauses).hasSize(2);
  }

  @Test
  void aLostAnswerIsAskedForAgainButNothingIsWrittenTwice() {
    AwsCall call = call(network.endpoint());
    network.once(Fault.ANSWER_LOST);
    call.read("events", "AWSEvents.DescribeRule", Map.of());
    network.once(Fault.ANSWER_LOST);
    assertThatThrownBy(() -> call.write("events", "AWSEvents.PutRule", Map.of()))
        .isInstanceOf(SdkException.class)
        .isNotInstanceOf(AwsServiceException.class);

    assertThat(aws.requests("DescribeRule")).hasSize(2);
    assertThat(aws.requests("PutRule")).hasSize(1);
  }

  @Test
  void aServiceWithPathsIsReadByGet() {
    aws.with(
        "scheduler",
        request -> AwsReply.json(Map.of("Did", request.method() + " " + request.path())));
    AwsCall call = call(aws.endpoint());

    assertThat(call.rest("scheduler", "GET", "/schedules/a?groupName=b", Map.of()))
        .isEqualTo(Map.of("Did", "GET /schedules/a?groupName=b"));
    assertThat(call.rest("scheduler", "DELETE", "/schedules/a", Map.of()))
        .isEqualTo(Map.of("Did", "DELETE /schedules/a"));
    assertThat(call.rest("scheduler", "POST", "/schedules/a", Map.of()))
        .isEqualTo(Map.of("Did", "POST /schedules/a"));
  }

  @Test
  void eachServiceHearsItsOwnDialect() {
    AwsService dialect =
        request -> AwsReply.json(Map.of("Type", request.headers().get("content-type")));
    aws.with("sqs", dialect).with("events", dialect);
    AwsCall call = call(aws.endpoint());

    assertThat(call.read("sqs", "AmazonSQS.GetQueueUrl", Map.of()))
        .isEqualTo(Map.of("Type", "application/x-amz-json-1.0"));
    assertThat(call.read("events", "AWSEvents.DescribeRule", Map.of()))
        .isEqualTo(Map.of("Type", "application/x-amz-json-1.1"));
  }

  @Test
  void whatIsSignedArrivesAlsoWithoutABody() {
    aws.with("scheduler", AwsService.ofJson((operation, input) -> Map.of("State", "ACTIVE")));
    AwsCall call = call(aws.endpoint());

    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      call.rest("scheduler", method, "/schedule-groups/x", Map.of());
    }

    assertThat(aws.requests())
        .extracting(AwsRequest::method)
        .containsExactly("GET", "POST", "PUT", "DELETE");
  }

  @Test
  void eachServiceIsAskedWhereItIs() {
    AwsAccess access = access(Map.of("region", "eu-central-1"));
    AwsAccess china = access(Map.of("region", "cn-north-1"));

    assertThat(access.endpoint("ssm")).hasToString("https://ssm.eu-central-1.amazonaws.com");
    assertThat(access.endpoint("secretsmanager"))
        .hasToString("https://secretsmanager.eu-central-1.amazonaws.com");
    assertThat(access.endpoint("events")).hasToString("https://events.eu-central-1.amazonaws.com");
    assertThat(access.endpoint("scheduler"))
        .hasToString("https://scheduler.eu-central-1.amazonaws.com");
    assertThat(access.endpoint("sts")).hasToString("https://sts.eu-central-1.amazonaws.com");
    assertThat(access.endpoint("iam")).hasToString("https://iam.amazonaws.com");
    assertThat(access.signingRegion("iam")).isEqualTo("us-east-1");
    assertThat(access.signingRegion("sts")).isEqualTo("eu-central-1");
    assertThat(china.endpoint("iam")).hasToString("https://iam.cn-north-1.amazonaws.com.cn");
  }

  private static AwsAccess access(Map<String, String> settings) {
    return new AwsAccess(
        "store 'tested'", PluginConfig.parse(AwsOptions.ALL, settings).config().orElseThrow());
  }
}
