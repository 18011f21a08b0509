// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.cli.script.StoreReader;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.testbed.aws.Moto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team with an account at AWS does with the command; Amazon is the simulator. */
abstract class AwsStory {

  private static final String REGION = "eu-central-1";
  private static final String BLOG_TOPIC = "lwa-credential-rotation";

  @TempDir Path home;

  private final String lastMonth = LocalDate.now(ZoneOffset.UTC).minusDays(30).toString();
  private final AmazonSimulator amazon = AmazonSimulator.start();

  /** Where all services are. */
  abstract URI aws();

  @AfterEach
  void stop() {
    amazon.close();
  }

  private Result halfturn(String in, String... args) {
    return new ChildProcess(home)
        .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .with("AWS_SECRET_ACCESS_KEY", "example")
        .with("AWS_REGION", REGION)
        .run(
            Stream.concat(Stream.of(Distribution.launcher().toString()), Stream.of(args)).toList(),
            in);
  }

  /** With what the command finds in its own environment. */
  private void watch(SimulatedApp app) {
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "HALFTURN_STORE_AWS_SSM_REGION",
            REGION,
            "HALFTURN_STORE_AWS_SSM_ACCESS_KEY_ID",
            "AKIDEXAMPLE",
            "HALFTURN_STORE_AWS_SSM_SECRET_ACCESS_KEY",
            "example");
    new StoreReader(home, environment, InstantSource.system()).watch(amazon, app);
  }

  /** The output of a command that must succeed. */
  private String done(String in, String... args) {
    Result result = halfturn(in, args);
    assertThat(result.status()).as(String.join(" ", args) + ": " + result.err()).isZero();
    return result.out();
  }

  private void init(String more) throws IOException {
    done("", "init", "--store", "aws-ssm", "--option", "endpoint=" + aws());
    Files.writeString(
        home.resolve(".config/halfturn/config.yaml"),
        """
        endpoint.allow-custom: true
        endpoint.lwa: %s
        endpoint.spapi: { na: '%s', eu: '%s', fe: '%s' }
        %s
        """
            .formatted(
                amazon.lwaEndpoint(),
                amazon.spApi(Region.NA),
                amazon.spApi(Region.EU),
                amazon.spApi(Region.FE),
                more),
        StandardOpenOption.APPEND);
  }

  private Map<String, Object> call(String service, String target, Map<String, ?> input) {
    return someone().write(service, target, input);
  }

  private AwsCall someone() {
    Map<String, String> texts =
        Map.of(
            "region",
            REGION,
            "endpoint",
            aws().toString(),
            "access-key-id",
            "AKIDEXAMPLE",
            "secret-access-key",
            "example");
    PluginConfig config = PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow();
    return new AwsCall(new AwsAccess("somebody", config));
  }

  @Test
  void anApplicationLivesInTheParameterStore() throws IOException {
    init("store.backup: { type: file, path: backup.halfturn, key-file: backup.key }");
    SimulatedApp app = amazon.addApp("erp");
    watch(app);
    String token = app.addSeller("acme", Region.EU).refreshToken();

    assertThat(
            done(
                app.secret(),
                "app",
                "add",
                "erp",
                "--client-id",
                app.clientId(),
                "--created",
                lastMonth,
                "-"))
        .startsWith("Stored  erp  v1");
    done(token, "seller", "add", "erp", "acme", "--region", "eu", "-");
    assertThat(done("", "token", "erp", "--seller", "acme")).startsWith("Atza|");
    assertThat(done("", "status")).contains("erp  aws-ssm");
    assertThat(done("", "test", "erp")).contains("SP-API").doesNotContain("✗");
    assertThat(done("", "store", "test")).contains("write").doesNotContain("✗");

    String fresh = app.rotateInConsole();
    assertThat(done(fresh, "rotate", "erp", "--new-secret-stdin")).contains("version 2 is current");
    assertThat(done("", "history", "erp")).contains("v2");
    assertThat(done("", "secret", "get", "erp/lwa/clientsecret", "--reveal")).contains(fresh);

    done("", "store", "init", "--generate-key", "--set", "store=backup");
    done("", "copy", "--from", "aws-ssm", "--to", "backup");
    assertThat(done("", "diff", "aws-ssm", "backup")).contains("identical");
    done("", "app", "remove", "erp", "--yes", "--set", "store=backup");
    done("", "copy", "--from", "aws-ssm", "--to", "backup");
    assertThat(done("", "diff", "aws-ssm", "backup")).contains("identical");
    done(fresh + "x", "secret", "set", "erp/refreshtoken/acme", "--set", "store=backup", "-");
    done("", "copy", "--from", "backup", "--to", "aws-ssm", "--yes");
    assertThat(done("", "diff", "aws-ssm", "backup")).contains("identical");
  }

  @Test
  void aSetUpMadeFromTheBlogIsAdoptedAndRotatedAndItsReaderStillWorks() throws IOException {
    SimulatedApp app = amazon.addApp("my-erp");
    watch(app);
    String token = app.addSeller("default", Region.NA).refreshToken();
    Object key =
        ((Map<?, ?>) call("kms", "TrentService.CreateKey", Map.of()).get("KeyMetadata"))
            .get("KeyId");
    blog("/my-erp/lwa/cliensecret", app.secret(), key);
    blog("/my-erp/lwa/clientidentifier", app.clientId(), key);
    blog("/my-erp/refreshToken", token, key);
    blogReminder();
    init("");

    String imported = done("", "import", "--from", "aws-blog", "--created", lastMonth);

    assertThat(imported)
        .contains(
            "Set     store.aws-ssm.alias.my-erp/lwa/clientsecret = /my-erp/lwa/cliensecret",
            "Set     store.aws-ssm.alias.my-erp/refreshtoken = /my-erp/refreshToken",
            "Set     store.aws-ssm.kms-key-id = " + key);
    assertThat(halfturn("", "doctor", "--topic", "store").out())
        .contains(
            "My-ERP-Rotate passes nothing on",
            "lwa-credential-rotation does not let events.amazonaws.com publish",
            "/my-erp/lwa/cliensecret is adopted",
            "/my-erp/lwa/cliensecret is of tier advanced");
    assertThat(done("", "token", "my-erp")).startsWith("Atza|");
    String fresh = app.rotateInConsole();
    done(fresh, "rotate", "my-erp", "--new-secret-stdin");
    assertThat(blogReader())
        .isEqualTo(
            Map.of(
                "/my-erp/lwa/cliensecret", fresh,
                "/my-erp/lwa/clientidentifier", app.clientId(),
                "/my-erp/refreshToken", token));
    assertThat(done("", "status")).contains("my-erp");
  }

  /** The post's request, with the types that the interface takes: a truth value, and a text. */
  private void blog(String name, String value, Object key) {
    Map<String, Object> input = new TreeMap<>();
    input.put("Name", name);
    input.put("Description", "SecureString with LWA ClientIdentifier");
    input.put("Value", value);
    input.put("Type", "SecureString");
    input.put("KeyId", key);
    input.put("Overwrite", true);
    input.put("Tier", "Advanced"); // without which policies are refused, as the post does not say
    input.put(
        "Policies",
        """
        [{"Type": "NoChangeNotification", "Version": "1.0",
          "Attributes": {"After": "150", "Unit": "Days"}}]\
        """);
    call("ssm", "AmazonSSM.PutParameter", input);
  }

  /** The post's topic, and its rule as it is, with the pattern that matches nothing. */
  private void blogReminder() {
    someone().form("sns", "Action=CreateTopic&Version=2010-03-31&Name=" + BLOG_TOPIC);
    call(
        "events",
        "AWSEvents.PutRule",
        Map.of(
            "Name",
            "My-ERP-Rotate",
            "State",
            "ENABLED",
            "EventPattern",
            """
            {"source": ["aws.ssm"], "detail-type": ["Parameter Store Policy Action"],
             "detail": {"parameter-name": ["/my-erp/*"]}}\
            """));
    call(
        "events",
        "AWSEvents.PutTargets",
        Map.of(
            "Rule",
            "My-ERP-Rotate",
            "Targets",
            List.of(
                Map.of(
                    "Id",
                    "my-sns-target-to-multi-email-and-sms",
                    "Arn",
                    "arn:aws:sns:" + REGION + ":" + Moto.ACCOUNT + ":" + BLOG_TOPIC))));
  }

  /** As the blog's function does it, but by name. */
  private Map<String, String> blogReader() {
    Map<String, Object> answer =
        call(
            "ssm",
            "AmazonSSM.GetParameters",
            Map.of(
                "Names",
                List.of(
                    "/my-erp/lwa/cliensecret",
                    "/my-erp/lwa/clientidentifier",
                    "/my-erp/refreshToken"),
                "WithDecryption",
                true));
    Map<String, String> values = new TreeMap<>();
    for (Object parameter : (List<?>) answer.get("Parameters")) {
      Map<?, ?> members = (Map<?, ?>) parameter;
      values.put((String) members.get("Name"), (String) members.get("Value"));
    }
    return values;
  }
}
