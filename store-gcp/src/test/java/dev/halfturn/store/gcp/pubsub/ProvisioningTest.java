// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.Topic;
import com.google.protobuf.Timestamp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.testbed.gcp.CloudRefusal;
import dev.halfturn.testbed.gcp.CloudRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  private static final String AGENT =
      "serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com";
  private static final String SUBSCRIPTION =
      "subscription projects/my-project-1/subscriptions/halfturn";
  private static final String POLICY = "policy of topic halfturn: Secret Manager may publish";
  private static final String ERP = "secret erp--lwa--clientsecret: tells the topic";
  private static final String TOPIC = "topic " + Bed.TOPIC;

  private static final SortedMap<String, String> CLIENT_SECRETS =
      new TreeMap<>(Map.of("erp", "erp--lwa--clientsecret"));

  private final Bed bed = Bed.bare().withApp("erp");

  @AfterEach
  void stop() {
    bed.close();
  }

  private List<ProvisionedStep> provision(Task task, boolean dryRun) {
    return provision(task, dryRun, Bed.PULLING);
  }

  private List<ProvisionedStep> provision(Task task, boolean dryRun, Map<String, String> more) {
    return new PubSubSchedulerFactory()
        .provision(
            task, dryRun, Bed.config(more, bed.google.endpoint()), bed.context(), CLIENT_SECRETS);
  }

  private static Map<String, State> states(List<ProvisionedStep> steps) {
    Map<String, State> states = new LinkedHashMap<>();
    steps.forEach(step -> states.put(step.name(), step.state()));
    return states;
  }

  private static List<String> operations(List<ProvisionedStep> steps, boolean made) {
    return steps.stream()
        .flatMap(step -> step.calls().stream())
        .filter(call -> call.made() == made)
        .map(Call::operation)
        .toList();
  }

  private ProvisionedStep step(Task task, String name) {
    return provision(task, false).stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsMissingIsMadeOnceAndFoundTheNextTime() {
    assertThat(states(provision(Task.APPLY, false)))
        .containsExactly(
            Map.entry(TOPIC, State.MADE),
            Map.entry(POLICY, State.MADE),
            Map.entry(SUBSCRIPTION, State.MADE),
            Map.entry(ERP, State.MADE));

    List<ProvisionedStep> again = provision(Task.APPLY, false);
    assertThat(again).extracting(ProvisionedStep::state).containsOnly(State.IN_ORDER);
    assertThat(provision(Task.VERIFY, false)).isEqualTo(again);
    assertThat(bed.pubSub.policy("halfturn")).contains("roles/pubsub.publisher", AGENT);
    assertThat(bed.pubSub.subscription("halfturn").orElseThrow())
        .containsEntry("topic", Bed.TOPIC)
        .containsEntry("ackDeadlineSeconds", 300)
        .containsEntry("expirationPolicy", Map.of());
    assertThat(bed.secret("erp").getTopicsList())
        .extracting(Topic::getName)
        .containsExactly(Bed.TOPIC);
  }

  @Test
  void aDryRunShowsEveryCallAndMakesNoneThatChangesSomething() {
    List<ProvisionedStep> dry = provision(Task.APPLY, true);

    assertThat(operations(dry, false))
        .containsExactly(
            "pubsub topics.create",
            "pubsub topics.setIamPolicy",
            "pubsub subscriptions.create",
            "secretmanager secrets.update");
    assertThat(dry).extracting(ProvisionedStep::state).containsOnly(State.MISSING);
    assertThat(bed.pubSub.requests()).extracting(CloudRequest::method).containsOnly("GET");
    assertThat(bed.google.calls("UpdateSecret")).isEmpty();
    assertThat(states(provision(Task.VERIFY, false))).isEqualTo(states(dry));
  }

  @Test
  void whatWasMadeIsTakenAwayAndNothingElse() {
    provision(Task.APPLY, false);
    List<ProvisionedStep> dry = provision(Task.REMOVE, true);
    assertThat(operations(dry, false))
        .containsExactly(
            "secretmanager secrets.update",
            "pubsub subscriptions.delete",
            "pubsub topics.setIamPolicy",
            "pubsub topics.delete");
    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.IN_ORDER);

    assertThat(provision(Task.REMOVE, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.REMOVED);
    assertThat(provision(Task.REMOVE, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.ABSENT);
    assertThat(bed.secret("erp").getTopicsList()).isEmpty();
    assertThat(bed.pubSub.hasTopic("halfturn")).isFalse();
  }

  @Test
  void aTopicAndASubscriptionOfSomebodyElseAreUsedAndLeft() {
    bed.pubSub.withTopic("halfturn").withSubscription("halfturn", "halfturn");
    provision(Task.APPLY, false);

    assertThat(states(provision(Task.REMOVE, false)))
        .containsEntry(TOPIC, State.KEPT)
        .containsEntry(SUBSCRIPTION, State.KEPT)
        .containsEntry(POLICY, State.REMOVED);
    assertThat(bed.pubSub.hasTopic("halfturn")).isTrue();
  }

  @Test
  void aTopicToWhichOthersSubscribeIsLeft() {
    provision(Task.APPLY, false);
    bed.pubSub.withSubscription("theirs", "halfturn");

    assertThat(step(Task.REMOVE, TOPIC).advice()).hasValue("others subscribe to it");
    assertThat(bed.pubSub.hasTopic("halfturn")).isTrue();
  }

  @Test
  void whatSomebodyAltersIsFoundAndMended() {
    provision(Task.APPLY, false);
    bed.pubSub.policy("halfturn", List.of(binding("roles/pubsub.viewer", AGENT)));
    bed.pubSub.subscription("halfturn").orElseThrow().put("ackDeadlineSeconds", 10);
    bed.pubSub
        .subscription("halfturn")
        .orElseThrow()
        .put("expirationPolicy", Map.of("ttl", "2678400s"));
    bed.google
        .secrets()
        .update(bed.secret("erp").toBuilder().clearTopics().build(), List.of("topics"));

    assertThat(states(provision(Task.VERIFY, false)))
        .containsEntry(POLICY, State.MISSING)
        .containsEntry(SUBSCRIPTION, State.DIFFERENT)
        .containsEntry(ERP, State.MISSING);
    assertThat(states(provision(Task.APPLY, false)))
        .containsEntry(POLICY, State.MADE)
        .containsEntry(SUBSCRIPTION, State.CHANGED)
        .containsEntry(ERP, State.MADE);
    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.IN_ORDER);
    assertThat(bed.pubSub.policy("halfturn")).contains("roles/pubsub.viewer");
  }

  private static Map<String, Object> binding(String role, String member) {
    return new HashMap<>(Map.of("role", role, "members", List.of(member)));
  }

  @Test
  void whoMayPublishBesidesMayStillAfterwards() {
    bed.pubSub.withTopic("halfturn");
    Map<String, Object> conditional = binding("roles/pubsub.publisher", AGENT);
    conditional.put("condition", Map.of("expression", "false"));
    bed.pubSub.policy(
        "halfturn",
        List.of(conditional, binding("roles/pubsub.publisher", "user:them@example.com")));

    assertThat(step(Task.APPLY, POLICY).state()).isEqualTo(State.MADE);
    assertThat(bed.pubSub.policy("halfturn")).contains("them@example.com", AGENT, "expression");
    assertThat(step(Task.REMOVE, POLICY).state()).isEqualTo(State.REMOVED);
    assertThat(bed.pubSub.policy("halfturn")).contains("them@example.com", "expression");
  }

  @Test
  void aPolicyThatSomebodyChangesMeanwhileIsReadAgain() {
    AtomicInteger sets = new AtomicInteger();
    bed.pubSub.refuses(
        request -> {
          if (request.path().endsWith(":setIamPolicy") && sets.getAndIncrement() == 0) {
            bed.pubSub.policy("halfturn", List.of(binding("roles/pubsub.viewer", "user:x@y.z")));
          }
          return Optional.empty();
        });
    provision(Task.APPLY, false);

    assertThat(sets).hasValue(2);
    assertThat(bed.pubSub.policy("halfturn")).contains("user:x@y.z", AGENT);
  }

  @Test
  void aProjectWithoutAServiceAgentSaysHowItIsMade() {
    bed.pubSub.agentExists(false);

    assertThatThrownBy(() -> provision(Task.APPLY, false))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              assertThat(e.hint())
                  .hasValue(
                      "gcloud beta services identity create"
                          + " --service=secretmanager.googleapis.com --project=my-project-1");
            });
    bed.pubSub.agentExists(true);
    assertThat(states(provision(Task.APPLY, false))).containsEntry(TOPIC, State.IN_ORDER);
  }

  @Test
  void whereTheProjectsNumberMayNotBeAskedItIsSaid() {
    bed.projects.refuses(request -> Optional.of(CloudRefusal.of(403, "PERMISSION_DENIED", "no")));
    ProvisionedStep policy = step(Task.APPLY, POLICY);

    assertThat(policy.state()).isEqualTo(State.UNKNOWN);
    assertThat(policy.advice().orElseThrow()).contains("resourcemanager.projects.get");
  }

  @Test
  void aProjectGivenByItsNumberIsNotAskedForIt() {
    assertThat(new ProjectNumber("123456789012").ask(null)).hasValue("123456789012");
  }

  @Test
  void whatMayNotBeDoneIsNamedAsItsRightIs() {
    bed.pubSub.refuses(
        request ->
            request.method().equals("PUT")
                ? Optional.of(CloudRefusal.of(403, "PERMISSION_DENIED", "no"))
                : Optional.empty());

    assertThatThrownBy(() -> provision(Task.APPLY, false))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.hint()).hasValue("allow these credentials pubsub.topics.create"));
  }

  @Test
  void aSubscriptionThatServesSomethingElseIsLeftToAPerson() {
    bed.pubSub.withTopic("halfturn").withTopic("theirs").withSubscription("halfturn", "theirs");
    assertThat(step(Task.APPLY, SUBSCRIPTION).advice().orElseThrow()).contains("another topic");

    bed.pubSub.withSubscription("halfturn", "halfturn");
    bed.pubSub
        .subscription("halfturn")
        .orElseThrow()
        .put("pushConfig", Map.of("pushEndpoint", "https://example.com"));
    assertThat(step(Task.APPLY, SUBSCRIPTION).advice().orElseThrow()).contains("pushed");
  }

  @Test
  void aSecretThatExpiresIsNotTouchedAndSaysHowItIsSaved() {
    Secret erp =
        bed.secret("erp").toBuilder()
            .setExpireTime(Timestamp.newBuilder().setSeconds(1_800_000_000))
            .build();
    bed.google.secrets().update(erp, List.of("expire_time"));
    ProvisionedStep step = step(Task.APPLY, ERP);

    assertThat(step.state()).isEqualTo(State.DIFFERENT);
    assertThat(step.advice().orElseThrow())
        .contains("gcloud secrets update erp--lwa--clientsecret --remove-expiration");
    assertThat(bed.secret("erp").getTopicsList()).isEmpty();
  }

  @Test
  void aSecretThatIsNotThereYetIsSaidToBeMissing() {
    bed.google.secrets().delete(bed.secret("erp").getName(), "");

    assertThat(step(Task.APPLY, ERP).state()).isEqualTo(State.MISSING);
  }

  @Test
  void whereAFunctionIsWokenNoSubscriptionIsMade() {
    assertThat(states(provision(Task.APPLY, false, Map.of("topic", "wake-ups"))))
        .containsOnlyKeys(
            "topic projects/my-project-1/topics/wake-ups",
            "policy of topic wake-ups: Secret Manager may publish",
            ERP);
  }
}
