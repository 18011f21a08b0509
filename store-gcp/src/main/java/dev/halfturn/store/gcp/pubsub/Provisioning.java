// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpFailure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes, looks over or takes away what a scheduler needs at Google. */
final class Provisioning {

  private final GcpAccess access;
  private final GcpCall google;
  private final PluginConfig config;
  private final Collection<String> clientSecrets;

  /**
   * @param clientSecrets ids or full names
   */
  Provisioning(GcpAccess access, PluginConfig config, Collection<String> clientSecrets) {
    this.access = access;
    this.google = new GcpCall(access);
    this.config = config;
    this.clientSecrets = clientSecrets;
  }

  List<ProvisionedStep> run(Task task, boolean dryRun) {
    List<ProvisionedStep> steps = new ArrayList<>();
    for (Part part : parts(task)) {
      steps.add(step(part, task, dryRun));
    }
    return steps;
  }

  private List<Part> parts(Task task) {
    Resources resources = new Resources(access);
    String topic = resources.topic(config.get(PubSubOptions.TOPIC));
    Optional<String> subscription =
        config.find(PubSubOptions.SUBSCRIPTION).map(resources::subscription);
    List<Part> parts = new ArrayList<>();
    parts.add(new TopicPart(topic, subscription));
    parts.add(new TopicPolicyPart(topic, access.project()));
    subscription.ifPresent(name -> parts.add(new SubscriptionPart(name, topic)));
    clientSecrets.forEach(
        secret -> parts.add(new SecretTopicPart(resources.secret(secret), topic)));
    if (task == Task.REMOVE) {
      Collections.reverse(parts);
    }
    return parts;
  }

  private ProvisionedStep step(Part part, Task task, boolean dryRun) {
    Calls calls = new Calls(google, dryRun || task == Task.VERIFY);
    try {
      Part.Finding finding = task == Task.REMOVE ? part.remove(calls) : part.look(calls);
      State state = finding.state();
      if (task == Task.APPLY && finding.mendable()) {
        part.mend(calls);
        state = dryRun ? state : state == State.MISSING ? State.MADE : State.CHANGED;
      }
      if (dryRun && state == State.REMOVED) {
        state = State.IN_ORDER;
      }
      return new ProvisionedStep(part.name(), state, calls.all(), finding.advice());
    } catch (UncheckedIOException e) {
      throw failure(part, calls, e);
    }
  }

  /** What may not be done is named as its right is. */
  private HalfturnException failure(Part part, Calls calls, UncheckedIOException failure) {
    HalfturnException known = GcpFailure.of(access.owner(), part.service(), failure);
    return known.code() == ErrorCode.PERMISSION_DENIED
        ? new HalfturnException(
            Problem.of(known.code(), known.getMessage())
                .withHint("allow these credentials " + calls.lastRight()))
        : known;
  }
}
