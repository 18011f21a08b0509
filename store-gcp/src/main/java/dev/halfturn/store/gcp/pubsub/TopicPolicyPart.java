// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpAccess;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** That Secret Manager may publish to the topic, without which it refuses to tell it at all. */
final class TopicPolicyPart implements Part {

  private static final int ATTEMPTS = 4;

  private final String topic;
  private final String project;
  private final ProjectNumber number;

  /**
   * @param topic its full name
   * @param project by its id
   */
  TopicPolicyPart(String topic, String project) {
    this.topic = topic;
    this.project = project;
    this.number = new ProjectNumber(project);
  }

  @Override
  public String name() {
    return "policy of topic "
        + topic.substring(topic.lastIndexOf('/') + 1)
        + ": Secret Manager may publish";
  }

  @Override
  public String service() {
    return Subscription.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    Optional<String> agent = number.ask(calls).map(Publisher::agent);
    if (agent.isEmpty()) {
      return unknown();
    }
    return policy(calls)
        .map(policy -> Publisher.is(policy, agent.get()) ? Finding.inOrder() : Finding.missing())
        .orElseGet(Finding::missing);
  }

  private Finding unknown() {
    return Finding.of(
        State.UNKNOWN, "nobody could look: allow these credentials " + ProjectNumber.RIGHT);
  }

  /** Empty if there is no topic. */
  private Optional<Map<String, Object>> policy(Calls calls) {
    return Found.at(
        calls,
        GcpAccess.PUBSUB,
        "pubsub.topics.getIamPolicy",
        Resources.path(topic) + ":getIamPolicy?options.requestedPolicyVersion=3");
  }

  /** Somebody else may change the policy meanwhile, which its etag tells. */
  @Override
  public void mend(Calls calls) {
    String agent = Publisher.agent(number.ask(calls).orElseThrow());
    for (int attempt = 1; ; attempt++) {
      try {
        set(calls, Publisher.with(policy(calls).orElse(Map.of()), agent));
        return;
      } catch (UncheckedIOException e) {
        if (Part.is(e, "INVALID_ARGUMENT")) {
          throw new HalfturnException(
              Problem.of(
                      ErrorCode.FAILED_PRECONDITION,
                      "the project has no service agent of Secret Manager yet")
                  .withHint(
                      "gcloud beta services identity create"
                          + " --service=secretmanager.googleapis.com --project="
                          + project));
        }
        if (attempt == ATTEMPTS || !Part.is(e, "ABORTED")) {
          throw e;
        }
      }
    }
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<String> agent = number.ask(calls).map(Publisher::agent);
    if (agent.isEmpty()) {
      return unknown();
    }
    Optional<Map<String, Object>> policy = policy(calls);
    if (policy.isEmpty() || !Publisher.is(policy.get(), agent.get())) {
      return Finding.of(State.ABSENT);
    }
    set(calls, Publisher.without(policy.get(), agent.get()));
    return Finding.of(State.REMOVED);
  }

  private void set(Calls calls, Map<String, Object> changed) {
    calls.change(
        GcpAccess.PUBSUB,
        "pubsub.topics.setIamPolicy",
        "POST",
        Resources.path(topic) + ":setIamPolicy",
        Map.of("policy", changed));
  }
}
