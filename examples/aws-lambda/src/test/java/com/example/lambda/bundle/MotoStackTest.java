// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.lambda.bundle.RuntimeApi.Result;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.testbed.aws.Moto;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack as the emulator makes it, and the functions with the settings that it gives them. The
 * emulator makes no aliases, schedules, alarms, subscriptions, and no policies of queues and
 * topics.
 */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoStackTest {

  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String BUCKET =
      "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint>"
          + "</CreateBucketConfiguration>";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, String> MADE = new TreeMap<>();

  @TempDir private static Path bundle;
  private static Moto moto;

  @BeforeAll
  static void deploy() throws IOException, InterruptedException {
    Bundle.unpackInto(bundle);
    moto = new Moto();
    send("s3", "PUT", "/code", "application/xml", BodyPublishers.ofString(BUCKET));
    send(
        "s3",
        "PUT",
        "/code/functions-1.zip",
        "application/zip",
        BodyPublishers.ofFile(Bundle.FILE));
    Map<String, String> stack = new TreeMap<>();
    stack.put("StackName", "halfturn");
    stack.put("TemplateBody", Files.readString(Path.of("template.yaml")));
    stack.put("Capabilities.member.1", "CAPABILITY_IAM");
    List<String> parameters =
        List.of("CodeBucket", "code", "CodeKey", "functions-1.zip", "Mail", "ops@example.com");
    for (int i = 0; i < parameters.size(); i += 2) {
      String prefix = "Parameters.member." + (i / 2 + 1) + ".";
      stack.put(prefix + "ParameterKey", parameters.get(i));
      stack.put(prefix + "ParameterValue", parameters.get(i + 1));
    }
    form("cloudformation", "CreateStack", stack);
    for (String resource :
        form("cloudformation", "DescribeStackResources", stackName()).split("<member>", -1)) {
      MADE.put(element("LogicalResourceId", resource), element("PhysicalResourceId", resource));
    }
  }

  /** The text of an element; empty if there is none. */
  private static String element(String name, String xml) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]*)<").matcher(xml);
    return matcher.find() ? matcher.group(1) : "";
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  private static Map<String, String> stackName() {
    return Map.of("StackName", "halfturn");
  }

  private static String made(String resource) {
    assertThat(MADE).containsKey(resource);
    return MADE.get(resource);
  }

  @Test
  void theStackIsComplete() throws IOException, InterruptedException {
    String stack = form("cloudformation", "DescribeStacks", stackName());

    assertThat(stack).contains("<StackStatus>CREATE_COMPLETE</StackStatus>");
    assertThat(MADE)
        .containsKeys(
            "SecretsKey", "TokenRole", "TokenFunction", "CheckRole", "CheckFunction", "Notices");
    assertThat(stack)
        .contains("RotationQueueArn", "arn:aws:sqs:eu-central-1:" + Moto.ACCOUNT + ":");
  }

  @Test
  void theQueuesKeepMessagesForFourteenDays() throws IOException, InterruptedException {
    for (String queue : List.of("RotationQueue", "RotationDeadLetters")) {
      Map<String, Object> answer =
          json(
              "sqs",
              "AmazonSQS.GetQueueAttributes",
              Map.of("QueueUrl", made(queue), "AttributeNames", List.of("All")));
      assertThat(answer.get("Attributes").toString()).contains("MessageRetentionPeriod=1209600");
    }
  }

  @Test
  void theFunctionsDoTheirWorkWithTheSettingsThatTheStackGivesThem()
      throws IOException, InterruptedException {
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      SimulatedApp app = amazon.addApp("erp");
      put("/erp/lwa/clientidentifier", app.clientId());
      put("/erp/lwa/clientsecret", app.secret());
      put("/erp/refreshtoken", app.addSeller("default", Region.EU).refreshToken());

      try (RunningFunction function = start("TokenFunction", amazon)) {
        assertThat(function.lambda().invoke(Map.of("app", "erp")).body().contains("accessToken"))
            .isTrue();
      }
      try (RunningFunction function = start("CheckFunction", amazon)) {
        Result result = function.lambda().invoke(Map.of("app", "erp"));
        assertThat(result.body()).contains("\"EXPIRY_UNKNOWN\"", "\"told\":1");
      }
    }
    Map<String, Object> rotation =
        json(
            "ssm",
            "AmazonSSM.GetParameter",
            Map.of("Name", "/erp/lwa/clientsecret/rotation", "WithDecryption", true));
    assertThat(((Map<?, ?>) rotation.get("Parameter")).get("Type")).isEqualTo("SecureString");
  }

  private static void put(String name, String value) throws IOException, InterruptedException {
    json(
        "ssm",
        "AmazonSSM.PutParameter",
        Map.of("Name", name, "Value", value, "Type", "SecureString", "KeyId", made("SecretsKey")));
  }

  /** A function with handler and environment as the stack says, and with a simulated Amazon. */
  private static RunningFunction start(String function, AmazonSimulator amazon)
      throws IOException, InterruptedException {
    Map<String, Object> found =
        JSON.std.mapFrom(
            send(
                "lambda",
                "GET",
                "/2015-03-31/functions/" + made(function) + "/configuration",
                "application/json",
                BodyPublishers.noBody()));
    Map<String, String> environment = new TreeMap<>();
    ((Map<?, ?>) ((Map<?, ?>) found.get("Environment")).get("Variables"))
        .forEach((name, value) -> environment.put((String) name, (String) value));
    environment.remove("JAVA_TOOL_OPTIONS"); // it is reported on standard error
    environment.merge(
        "HALFTURN_SETTINGS",
        "\nendpoint.allow-custom=true\nendpoint.lwa=" + amazon.lwaEndpoint(),
        String::concat);
    environment.put("AWS_ENDPOINT_URL", moto.endpoint().toString());
    return new RunningFunction(bundle, (String) found.get("Handler"), environment);
  }

  private static String form(String service, String action, Map<String, String> input)
      throws IOException, InterruptedException {
    Map<String, String> fields = new TreeMap<>(input);
    fields.put("Action", action);
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(service, "POST", "/", FORM, BodyPublishers.ofString(body));
  }

  private static Map<String, Object> json(String service, String target, Map<String, ?> input)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(service, "/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofString(JSON.std.asString(input)));
    return JSON.std.mapFrom(answer(request));
  }

  private static String send(
      String service, String method, String path, String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    return answer(request(service, path).method(method, body).header("Content-Type", contentType));
  }

  /** The emulator sees by the signature which service is meant, and does not check it. */
  private static HttpRequest.Builder request(String service, String path) {
    URI address = moto.endpoint().resolve(path);
    return HttpRequest.newBuilder(address)
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-central-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0");
  }

  private static String answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }
}
