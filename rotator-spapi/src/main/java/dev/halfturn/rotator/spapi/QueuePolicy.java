// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who may do what with a queue, by the queue's own policy. */
final class QueuePolicy {

  /**
   * Amazon's account that sends the notifications.
   *
   * @see <a
   *     href="https://developer-docs.amazon.com/sp-api/docs/set-up-credential-rotation-notifications">Set
   *     up credential rotation notifications</a>
   */
  static final String AMAZON = "437568002678";

  /** What Amazon has to be allowed, and nothing else. */
  static final List<String> NEEDED = List.of("sqs:SendMessage", "sqs:GetQueueAttributes");

  private static final String SEND = "sqs:SendMessage";

  /** By which a new secret is read, or lost. */
  private static final List<String> HARMFUL =
      List.of(
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:PurgeQueue",
          "sqs:DeleteQueue",
          "sqs:SetQueueAttributes",
          "sqs:AddPermission");

  private final List<PolicyStatement> statements;
  private final String arn;
  private final String account;

  /**
   * @param text the policy; empty if there is none
   * @param arn of the queue
   * @param account to which the queue belongs
   */
  QueuePolicy(Optional<String> text, String arn, String account) {
    this.statements =
        text.flatMap(Fields::parse).orElse(Fields.NONE).objects("Statement").stream()
            .map(PolicyStatement::new)
            .toList();
    this.arn = arn;
    this.account = account;
  }

  /** What of {@link #NEEDED} nothing allows Amazon. */
  List<String> missing() {
    return NEEDED.stream()
        .filter(
            action ->
                about(action, PolicyStatement::allows)
                    .noneMatch(statement -> statement.isAboutAccount(AMAZON)))
        .toList();
  }

  /** Whether it depends on a condition, which cannot be judged, that Amazon may do all that. */
  boolean isConditional() {
    return NEEDED.stream()
        .anyMatch(
            action ->
                about(action, PolicyStatement::allows)
                        .filter(statement -> statement.isAboutAccount(AMAZON))
                        .allMatch(PolicyStatement::hasCondition)
                    || about(action, statement -> !statement.allows())
                        .filter(statement -> statement.isAboutAccount(AMAZON))
                        .filter(PolicyStatement::hasCondition)
                        .anyMatch(statement -> !statement.wantsTlsAlone()));
  }

  /** Whether Amazon is refused something of that whatever else allows it. */
  boolean refusesAmazon() {
    return NEEDED.stream()
        .anyMatch(
            action ->
                about(action, statement -> !statement.allows())
                    .filter(statement -> statement.isAboutAccount(AMAZON))
                    .anyMatch(statement -> !statement.hasCondition()));
  }

  /**
   * Others who may send, or read or delete what is there: Amazon too, as far as it need not.
   *
   * @param conditional whether to name those who depend on a condition that cannot be judged, or
   *     those who depend on none
   */
  Set<String> strangers(boolean conditional) {
    Set<String> strangers = new TreeSet<>();
    for (PolicyStatement statement : statements) {
      if (statement.allows() && statement.hasCondition() == conditional) {
        if (statement.covers(SEND, arn)) {
          strangers.addAll(statement.strangers(Set.of(account, AMAZON)));
        }
        if (HARMFUL.stream().anyMatch(action -> statement.covers(action, arn))) {
          strangers.addAll(statement.strangers(Set.of(account)));
        }
      }
    }
    return strangers;
  }

  private Stream<PolicyStatement> about(String action, Predicate<PolicyStatement> which) {
    return statements.stream().filter(which).filter(statement -> statement.covers(action, arn));
  }
}
