// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.testbed.aws.Moto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What people get through a topic of SNS, as it arrives in a queue that is subscribed to it. */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoReminderTest {

  private static final String TOPIC = "arn:aws:sns:eu-central-1:" + Moto.ACCOUNT + ":lwa";
  private static final String QUEUE = "arn:aws:sqs:eu-central-1:" + Moto.ACCOUNT + ":arrivals";

  private static final String MAIL =
      """
      Application  erp (client …e1f3)
      Expires      Mon 28 Dec 2026 00:00 UTC (30 days left; declared)
      Who          only the primary account user can do this
      Do           1. Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >
                      Develop Apps), find the application, column "LWA credentials", View.
                   2. Click "Rotate secret" and copy the new secret.
                   3. Run this, and paste the new secret where it asks for it:
                      halfturn rotate erp
      How-to       https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials
      Reminder     day 150 of 180, next on Fri 11 Dec 2026
      Sellers do not have to re-authorise. The old secret goes on working for 7 days
      after the click, so nothing is interrupted.
      Halfturn was not running from Wed 1 Jul 2026 09:00 UTC to Fri 27 Nov 2026 09:00 UTC; earlier reminders were skipped.""";

  private final Moto moto = new Moto();
  private World world;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    world = new World(directory);
    moto.json("sqs", "AmazonSQS.CreateQueue", Map.of("QueueName", "arrivals"));
    moto.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=lwa");
    run(
        "file write .config/halfturn/config.yaml",
        """
        version: 1
        store: aws-ssm
        store.aws-ssm: { region: eu-central-1, endpoint: "%s" }
        notifiers: [pager]
        notifier.pager: { type: aws-sns, topic-arn: "%s", endpoint: "%s" }
        scheduler: aws-eventbridge
        scheduler.aws-eventbridge: { region: eu-central-1, endpoint: "%s", topic-arn: "%s", target-arn: "%s", role-arn: "arn:aws:iam::111122223333:role/scheduler", no-change-days: 150 }
        """
            .formatted(moto.endpoint(), TOPIC, moto.endpoint(), moto.endpoint(), TOPIC, QUEUE));
    run("amazon app erp", "");
    run("file write secret.txt", "$SECRET\n");
    String add = "app add erp --client-id $CLIENT_ID --created 2026-07-01 --secret-file secret.txt";
    assertThat(run("halfturn " + add, "").status()).isZero();
  }

  @AfterEach
  void stop() {
    world.close();
    moto.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private Script.Result run(String line, String input) {
    return world.run(line, Script.Input.of(input));
  }

  private String arrived() {
    List<?> messages =
        (List<?>)
            moto.json(
                    "sqs",
                    "AmazonSQS.ReceiveMessage",
                    Map.of(
                        "QueueUrl",
                        moto.endpoint() + "/" + Moto.ACCOUNT + "/arrivals",
                        "MaxNumberOfMessages",
                        10))
                .get("Messages");
    assertThat(messages).hasSize(1);
    return (String) ((Map<?, ?>) messages.get(0)).get("Body");
  }

  @Test
  void aReminderArrivesInTheWordsOfAMailAndOfAnSms() throws IOException {
    moto.form(
        "sns",
        "Action=Subscribe&Version=2010-03-31&Protocol=sqs&TopicArn="
            + TOPIC
            + "&Endpoint="
            + QUEUE);
    run("clock 2026-11-27T09:00:00Z", "");
    assertThat(run("halfturn remind", "").status()).isZero();

    Map<String, Object> envelope = JSON.std.mapFrom(arrived());
    assertThat(envelope.get("Subject"))
        .isEqualTo("erp: rotate the LWA client secret within 30 days");
    assertThat(envelope.get("Message")).isEqualTo(MAIL);
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "default",
                MAIL,
                "email",
                MAIL,
                "sms",
                "erp: rotate the LWA client secret within 30 days. Ends 2026-12-28 00:00 UTC. Type:"
                    + " halfturn rotate erp"));
  }

  /** The text of each way on, as it was given to the topic. */
  private Map<String, Object> texts() throws IOException {
    Map<?, ?> sns = (Map<?, ?>) moto.state().get("sns");
    Map<?, ?> topic = (Map<?, ?>) ((List<?>) sns.get("Topic")).get(0);
    List<?> sent = (List<?>) topic.get("sent_notifications");
    assertThat(sent).hasSize(1);
    return JSON.std.mapFrom((String) ((List<?>) sent.get(0)).get(1));
  }

  /** The emulator brings events to queues only: so the rule's words are sent to one. */
  @Test
  void whatTheRulesTellIsReadable() {
    run("halfturn scheduler apply", "");
    copyToQueue("halfturn-parameter-events");
    happen(
        "Parameter Store Change",
        "{\"operation\":\"Update\",\"name\":\"/erp/lwa/clientsecret/rotation\"}");
    happen(
        "Parameter Store Change",
        "{\"operation\":\"Update\",\"name\":\"/erp/lwa/clientsecret\",\"type\":\"SecureString\"}");

    assertThat(arrived())
        .matches(
            "\"Halfturn: /erp/lwa/clientsecret was changed \\(Update, [^)]+\\)\\. If none of you did:"
                + " halfturn status\"");
  }

  private void copyToQueue(String rule) {
    Map<String, Object> found = moto.json("events", "AWSEvents.DescribeRule", Map.of("Name", rule));
    moto.json(
        "events",
        "AWSEvents.PutRule",
        Map.of("Name", "copy", "EventPattern", found.get("EventPattern"), "State", "ENABLED"));
    List<?> targets =
        (List<?>)
            moto.json("events", "AWSEvents.ListTargetsByRule", Map.of("Rule", rule)).get("Targets");
    Map<?, ?> target = (Map<?, ?>) targets.get(0);
    assertThat(target.get("Arn")).isEqualTo(TOPIC);
    moto.json(
        "events",
        "AWSEvents.PutTargets",
        Map.of(
            "Rule",
            "copy",
            "Targets",
            List.of(
                Map.of(
                    "Id",
                    "queue",
                    "Arn",
                    QUEUE,
                    "InputTransformer",
                    target.get("InputTransformer")))));
    moto.json(
        "events", "AWSEvents.RemoveTargets", Map.of("Rule", rule, "Ids", List.of("halfturn")));
  }

  private void happen(String type, String detail) {
    moto.json(
        "events",
        "AWSEvents.PutEvents",
        Map.of(
            "Entries", List.of(Map.of("Source", "aws.ssm", "DetailType", type, "Detail", detail))));
  }
}
