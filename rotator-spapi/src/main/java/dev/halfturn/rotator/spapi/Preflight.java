// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks over the queues: whether a new client secret would arrive, would be kept long enough and
 * would be seen by nobody else.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/set-up-credential-rotation-notifications">what
 *     Amazon wants of the queue</a>
 */
final class Preflight {

  /** The longest that SQS keeps messages. */
  static final Duration RETENTION = Duration.ofDays(14);

  /** A day longer than the old secret works: before, nobody notices that the new one is missing. */
  private static final Duration LEAST_RETENTION = Duration.ofDays(8);

  /** Only where it mends what was found. */
  private static final String SETUP = "run 'halfturn queue setup', or ";

  private final String region;
  private final Queue queue;
  private final Optional<Queue> deadLetters;
  private final List<IssuerCheck> checks = new ArrayList<>();

  Preflight(String region, Queue queue, Optional<Queue> deadLetters) {
    this.region = region;
    this.queue = queue;
    this.deadLetters = deadLetters;
  }

  List<IssuerCheck> run() {
    Optional<QueueAttributes> found = queue.attributes();
    exists(queue, "queue-url", found);
    if (found.isPresent()) {
      QueueAttributes attributes = found.get();
      kind(attributes);
      region(attributes);
      retention(attributes);
      encryption(queue, attributes, true);
      mayBeSentTo(attributes);
      strangers(queue, attributes);
      deadLetters(attributes);
    }
    return checks;
  }

  private void exists(Queue one, String option, Optional<QueueAttributes> found) {
    String name = one.address().toString();
    if (found.isPresent()) {
      checks.add(IssuerCheck.inOrder(name));
    } else {
      blocked(
          name,
          "there is no " + name + " in " + region,
          SETUP + "see " + option + " and region in the configuration");
    }
  }

  private void kind(QueueAttributes attributes) {
    String name = "kind of " + queue.address();
    if (attributes.isFifo() || queue.address().isFifo()) {
      blocked(
          name,
          queue.address() + " is a FIFO queue, to which Amazon does not send",
          "make a standard queue and set queue-url");
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private void region(QueueAttributes attributes) {
    String name = "region of " + queue.address();
    if (attributes.ofArn(3).equals(region)) {
      checks.add(IssuerCheck.inOrder(name));
    } else {
      blocked(
          name,
          queue.address() + " lies in another region than " + region,
          "set region to that of the queue");
    }
  }

  private void retention(QueueAttributes attributes) {
    String name = "retention of " + queue.address();
    Duration retention = attributes.retention();
    String what = queue.address() + " keeps messages for " + shown(retention) + " only";
    String hint = SETUP + "set MessageRetentionPeriod of the queue to " + RETENTION.toSeconds();
    if (retention.compareTo(LEAST_RETENTION) < 0) {
      blocked(name, what, hint);
    } else if (retention.compareTo(RETENTION) < 0) {
      advice(name, what, hint);
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private static String shown(Duration time) {
    return time.toDays() > 0 ? time.toDays() + " days" : time.toHours() + " hours";
  }

  /**
   * @param fromAbroad whether Amazon's account has to encrypt what it sends there
   */
  private void encryption(Queue one, QueueAttributes attributes, boolean fromAbroad) {
    String name = "encryption of " + one.address();
    Optional<String> key = attributes.key();
    if (key.isEmpty() && !attributes.isEncryptedBySqs()) {
      blocked(
          name,
          one.address() + " is not encrypted, and new client secrets lie in it",
          SETUP + "set SqsManagedSseEnabled of the queue to true");
    } else if (fromAbroad && attributes.hasAmazonsKey()) {
      blocked(
          name,
          one.address()
              + " is encrypted by "
              + QueueAttributes.AMAZONS_KEY
              + ", which Amazon cannot use from its account",
          "use SSE-SQS, or a key of your own that lets "
              + QueuePolicy.AMAZON
              + " use kms:GenerateDataKey and kms:Decrypt");
    } else if (fromAbroad && key.isPresent()) {
      advice(
          name,
          "nobody has looked at the policy of the key of " + one.address(),
          "see that it lets "
              + QueuePolicy.AMAZON
              + " use kms:GenerateDataKey and kms:Decrypt, or use SSE-SQS");
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private void mayBeSentTo(QueueAttributes attributes) {
    String name = "policy of " + queue.address() + ": Amazon may send";
    QueuePolicy policy = policy(queue, attributes);
    List<String> missing = policy.missing();
    String hint =
        "let arn:aws:iam::"
            + QueuePolicy.AMAZON
            + ":root use "
            + String.join(" and ", QueuePolicy.NEEDED)
            + " in the policy of the queue";
    if (!missing.isEmpty()) {
      blocked(
          name,
          "the policy of "
              + queue.address()
              + " does not let Amazon's account use "
              + String.join(" and ", missing),
          SETUP + hint);
    } else if (policy.refusesAmazon()) {
      blocked(
          name,
          "the policy of " + queue.address() + " refuses Amazon's account what it allows it",
          "take the Deny out, and " + hint);
    } else if (policy.isConditional()) {
      advice(
          name,
          "the policy of " + queue.address() + " lets Amazon's account send on a condition",
          hint);
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private void strangers(Queue one, QueueAttributes attributes) {
    String name = "policy of " + one.address() + ": nobody else";
    QueuePolicy policy = policy(one, attributes);
    Set<String> strangers = policy.strangers(false);
    String hint =
        "take them out of the policy: Amazon's account needs "
            + String.join(" and ", QueuePolicy.NEEDED)
            + ", nobody else anything";
    if (!strangers.isEmpty()) {
      blocked(name, letIn(one, strangers), hint);
    } else if (!policy.strangers(true).isEmpty()) {
      advice(name, letIn(one, policy.strangers(true)) + " on a condition", hint);
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private static String letIn(Queue one, Set<String> strangers) {
    return "the policy of "
        + one.address()
        + " lets others send, read or delete: "
        + String.join(", ", strangers);
  }

  private static QueuePolicy policy(Queue one, QueueAttributes attributes) {
    return new QueuePolicy(
        attributes.text(QueueAttributes.POLICY), attributes.arn(), one.address().account());
  }

  private void deadLetters(QueueAttributes attributes) {
    String name = "dead-letter queue of " + queue.address();
    Optional<String> target = attributes.deadLetters();
    if (target.isEmpty()) {
      blocked(
          name,
          queue.address() + " has no dead-letter queue: what nobody could take is lost in the end",
          SETUP + "set RedrivePolicy of the queue, and dlq-url");
    } else if (deadLetters.isEmpty()) {
      blocked(
          name, "nobody reads the dead-letter queue " + target.get(), "set dlq-url to its address");
    } else {
      deadLetters(name, attributes, target.get(), deadLetters.get());
    }
  }

  private void deadLetters(String name, QueueAttributes attributes, String target, Queue dead) {
    Optional<QueueAttributes> found = dead.attributes();
    exists(dead, "dlq-url", found);
    if (found.isEmpty()) {
      return;
    }
    if (!found.get().arn().equals(target)) {
      blocked(
          name,
          "the dead letters of "
              + queue.address()
              + " go to "
              + target
              + ", not to "
              + dead.address(),
          SETUP + "set dlq-url to the address of that queue");
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
    retention(attributes, found.get(), dead);
    encryption(dead, found.get(), false);
    strangers(dead, found.get());
  }

  private void retention(QueueAttributes attributes, QueueAttributes ofDead, Queue dead) {
    String name = "retention of " + dead.address();
    if (ofDead.retention().compareTo(attributes.retention()) < 0) {
      blocked(
          name,
          dead.address()
              + " keeps messages shorter than "
              + queue.address()
              + ", and counts from when they were first sent",
          SETUP
              + "set MessageRetentionPeriod of the dead-letter queue to "
              + RETENTION.toSeconds());
    } else {
      checks.add(IssuerCheck.inOrder(name));
    }
  }

  private void blocked(String name, String what, String hint) {
    add(name, Verdict.BLOCKED, what, hint);
  }

  private void advice(String name, String what, String hint) {
    add(name, Verdict.ADVICE, what, hint);
  }

  private void add(String name, Verdict verdict, String what, String hint) {
    checks.add(
        new IssuerCheck(
            name,
            verdict,
            Optional.of(Problem.of(ErrorCode.FAILED_PRECONDITION, what).withHint(hint))));
  }
}
