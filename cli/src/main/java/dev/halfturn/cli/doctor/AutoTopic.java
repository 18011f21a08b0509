// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.rotation.AutomaticPolicy;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedIssuerFactory;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.spi.SecretIssuer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The automatic rotation: what it needs, and how far the last one has come. */
final class AutoTopic {

  private static final String LABEL = Topic.AUTO.text();

  private static final Set<RotationState> ASKED =
      EnumSet.of(
          RotationState.REQUESTING,
          RotationState.AWAITING,
          RotationState.STALLED,
          RotationState.BLOCKED);

  private AutoTopic() {}

  static Finding examine(Invocation invocation, Halfturn halfturn, List<RotationStatus> statuses) {
    Optional<PluginInstance<SecretIssuer>> issuer = halfturn.configuration().issuer();
    Optional<AutomaticRotation> automatic = halfturn.automatic();
    if (issuer.isEmpty() || automatic.isEmpty()) {
      return Finding.skipped(LABEL, "no issuer is configured: people rotate")
          .advising("set issuer to spapi and issuer.spapi.queue-url, then 'halfturn queue setup'");
    }
    List<Finding> parts = new ArrayList<>();
    parts.add(begins(halfturn.configuration().rotation()));
    statuses.forEach(status -> parts.add(ofApp(automatic.get(), status)));
    console(invocation, issuer.get()).ifPresent(parts::add);
    return Finding.of(LABEL, "issuer '" + issuer.get().name() + "'", parts);
  }

  private static Finding begins(RotationPolicy policy) {
    AutomaticPolicy automatic = policy.automatic();
    return automatic.enabled()
        ? Finding.ok(
            "begins",
            "by itself from day "
                + policy.rotateAt()
                + automatic.window().map(window -> ", in the hours of rotation.window").orElse(""))
        : Finding.ok("begins", "when somebody asks for it: rotation.auto is off");
  }

  private static Finding ofApp(AutomaticRotation automatic, RotationStatus status) {
    List<Finding> parts = new ArrayList<>();
    try {
      List<IssuerCheck> checks = automatic.preflight(status.app());
      List<IssuerCheck> wrong =
          checks.stream().filter(check -> check.verdict() != Verdict.IN_ORDER).toList();
      parts.add(
          Finding.ok(
              "preflight", checks.size() - wrong.size() + " of " + checks.size() + " in order"));
      wrong.forEach(check -> parts.add(of(check)));
      automatic
          .startsAt(status.app())
          .ifPresent(at -> parts.add(Finding.ok("next", Dates.moment(at))));
    } catch (HalfturnException e) {
      parts.add(Finding.failure("preflight", e.getMessage()).advising(e.hint()));
    }
    if (ASKED.contains(status.rotation().state())) {
      parts.add(request(status));
    }
    return Finding.of(status.app(), "", parts);
  }

  private static Finding of(IssuerCheck check) {
    Problem problem = check.problem().orElseThrow();
    if (problem.reason().equals("ROTATED_RECENTLY")) {
      return Finding.ok(check.name(), problem.message()); // it passes by itself
    }
    return (check.verdict() == Verdict.BLOCKED
            ? Finding.failure(check.name(), problem.message())
            : Finding.warning(check.name(), problem.message()))
        .advising(problem.hint());
  }

  /** How far the last request has come. */
  private static Finding request(RotationStatus status) {
    String id = status.rotation().id().orElse("");
    String error = status.rotation().lastError().map(why -> ": " + why).orElse("");
    String app = status.app();
    if (status.conditions().stream()
        .anyMatch(condition -> condition.type().equals(Condition.SECRET_NOT_STORED))) {
      return Finding.failure("request", id + error)
          .advising("when that is mended it comes in: halfturn rotate " + app + " --resume");
    }
    return switch (status.rotation().state()) {
      case STALLED ->
          Finding.warning("request", id + " no new secret has arrived" + error)
              .advising("halfturn rotate " + app + " --resume");
      case BLOCKED ->
          Finding.warning("request", id + " was not granted" + error)
              .advising("when that is mended: halfturn rotate " + app + " --auto");
      default -> Finding.ok("request", id + " is under way" + error);
    };
  }

  /** What nobody but a person can see, in Amazon's console. */
  private static Optional<Finding> console(
      Invocation invocation, PluginInstance<SecretIssuer> issuer) {
    if (!(issuer.factory() instanceof ProvisionedIssuerFactory factory)) {
      return Optional.empty();
    }
    try {
      return factory
          .provision(Task.VERIFY, true, issuer.config(), invocation.context(issuer.name()))
          .stream()
          .filter(step -> step.state() == State.UNKNOWN)
          .findFirst()
          .map(AutoTopic::unseen);
    } catch (HalfturnException e) {
      return Optional.of(
          Finding.warning("queue", e.getMessage()).advising("halfturn queue verify"));
    }
  }

  private static Finding unseen(ProvisionedStep step) {
    return Finding.skipped("console", step.name() + ": only a person can see that")
        .advising(step.advice());
  }
}
