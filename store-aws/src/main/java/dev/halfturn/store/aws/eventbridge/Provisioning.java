// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes, looks over or takes away what a scheduler needs at AWS. */
final class Provisioning {

  private static final int LONGEST_PATTERN = 4096;

  private final AwsAccess access;
  private final AwsCall aws;
  private final PluginConfig config;
  private final Collection<String> clientSecrets;

  Provisioning(AwsAccess access, PluginConfig config, Collection<String> clientSecrets) {
    this.access = access;
    this.aws = new AwsCall(access);
    this.config = config;
    this.clientSecrets = clientSecrets;
  }

  List<ProvisionedStep> run(Task task, boolean dryRun) {
    requireRegion("target-arn", config.get(EventBridgeOptions.TARGET));
    config.find(EventBridgeOptions.TOPIC).ifPresent(topic -> requireRegion("topic-arn", topic));
    List<ProvisionedStep> steps = new ArrayList<>();
    for (Part part : task == Task.REMOVE ? made() : needed()) {
      steps.add(step(part, task, dryRun));
    }
    return steps;
  }

  private void requireRegion(String option, Arn arn) {
    String region = access.region().id();
    if (!arn.region().equals(region)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  access.owner()
                      + " works in "
                      + region
                      + ", and its "
                      + option
                      + " lies in "
                      + arn.region())
              .withHint("EventBridge reaches its own region only: set region, or another ARN"));
    }
  }

  private List<Part> needed() {
    Arn target = config.get(EventBridgeOptions.TARGET);
    Arn role = config.get(EventBridgeOptions.ROLE);
    String group = config.get(EventBridgeOptions.GROUP);
    List<Part> parts = new ArrayList<>(List.of(new TargetPart(target), new RolePart(role)));
    if (target.isQueue()) {
      parts.add(new QueuePolicyPart(target, role));
    }
    if (!group.equals(GroupPart.DEFAULT)) {
      parts.add(new GroupPart(group));
    }
    config
        .find(EventBridgeOptions.TOPIC)
        .ifPresent(
            topic -> {
              parts.add(new TopicPart(topic));
              parts.add(new TopicPolicyPart(topic));
              rules().forEach(rule -> addRule(parts, rule, Optional.of(topic)));
            });
    return parts;
  }

  private static void addRule(List<Part> parts, EventRule rule, Optional<Arn> topic) {
    RulePart part = new RulePart(rule);
    parts.add(part);
    parts.add(new RuleTargetPart(rule, part, topic));
  }

  private List<EventRule> rules() {
    Optional<String> prefix = config.find(EventBridgeOptions.PREFIX);
    if (prefix.isEmpty() && clientSecrets.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  access.owner() + " does not know which parameters to watch")
              .withHint("add an application to a store of parameters, or set parameter-prefix"));
    }
    List<EventRule> rules = new ArrayList<>();
    rules.add(EventRule.ofChanges(changes(), prefix, clientSecrets));
    config
        .find(EventBridgeOptions.NO_CHANGE_DAYS)
        .ifPresent(
            days -> rules.add(EventRule.ofStandstill(standstill(), prefix, clientSecrets, days)));
    rules.forEach(this::requireShort);
    return rules;
  }

  private void requireShort(EventRule rule) {
    if (Json.text(rule.pattern()).length() > LONGEST_PATTERN) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  access.owner() + " cares for more applications than one rule can name")
              .withHint("set parameter-prefix to what all their parameters begin with"));
    }
  }

  private String changes() {
    return config.get(EventBridgeOptions.RULE);
  }

  private String standstill() {
    return changes() + "-unchanged";
  }

  /** What may have been made, whatever is configured now. */
  private List<Part> made() {
    Arn target = config.get(EventBridgeOptions.TARGET);
    String group = config.get(EventBridgeOptions.GROUP);
    List<Part> parts = new ArrayList<>();
    if (target.isQueue()) {
      parts.add(new QueuePolicyPart(target, config.get(EventBridgeOptions.ROLE)));
    }
    if (!group.equals(GroupPart.DEFAULT)) {
      parts.add(new GroupPart(group));
    }
    parts.add(new WakeUpsPart(group));
    config.find(EventBridgeOptions.TOPIC).ifPresent(topic -> parts.add(new TopicPolicyPart(topic)));
    List<String> none = List.of();
    addRule(parts, EventRule.ofChanges(changes(), Optional.empty(), none), Optional.empty());
    addRule(
        parts, EventRule.ofStandstill(standstill(), Optional.empty(), none, 1), Optional.empty());
    Collections.reverse(parts);
    return parts;
  }

  private ProvisionedStep step(Part part, Task task, boolean dryRun) {
    Calls calls = new Calls(aws, dryRun || task == Task.VERIFY);
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
    } catch (SdkException e) {
      throw failure(part, calls, e);
    }
  }

  /** What may not be done is named as its right is. */
  private HalfturnException failure(Part part, Calls calls, SdkException failure) {
    HalfturnException known = AwsFailure.of(access.owner(), part.service(), failure);
    return known.code() == ErrorCode.PERMISSION_DENIED
        ? new HalfturnException(
            Problem.of(known.code(), known.getMessage())
                .withHint("allow these credentials " + calls.lastRight()))
        : known;
  }
}
