// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue to be made, looked over or taken away. */
final class ManagedQueue {

  /** What is made here bears it, so that nothing else is taken away. */
  static final Map<String, String> OURS = Map.of("halfturn", "new-secrets");

  private static final int RECEIVES = 10;

  private final Sqs sqs;
  private final QueueAddress address;
  private final WantedPolicy policy;
  private final Optional<String> deadLetters;

  /**
   * @param policy for a queue to which Amazon sends
   * @param deadLetters ARN of the queue for what is received too often, if it needs one; such a
   *     queue is what Amazon sends to
   */
  ManagedQueue(Sqs sqs, QueueAddress address, WantedPolicy policy, Optional<String> deadLetters) {
    this.sqs = sqs;
    this.address = address;
    this.policy = policy;
    this.deadLetters = deadLetters;
  }

  /** Makes it or mends it, or only looks. */
  ProvisionedStep apply(Calls calls, boolean change) {
    Optional<QueueAttributes> found = look(calls);
    Map<String, String> wanted = wanted(found);
    State state = found.isEmpty() ? State.MISSING : State.DIFFERENT;
    if (wanted.isEmpty()) {
      state = State.IN_ORDER;
    } else if (change && found.isEmpty()) {
      state = create(calls, wanted) ? State.MADE : state;
    } else if (change) {
      state = mend(calls, wanted) ? State.CHANGED : state;
    }
    Map<String, String> left = state == State.DIFFERENT ? wanted : Map.of();
    List<String> obstacles = found.map(now -> obstacles(now, wanted)).orElse(List.of());
    if (!obstacles.isEmpty()) {
      state = State.DIFFERENT;
    }
    return new ProvisionedStep(
        address.toString(), state, calls.all(), advice(found, left, obstacles));
  }

  private Optional<QueueAttributes> look(Calls calls) {
    calls.asks("GetQueueAttributes", Map.of("QueueUrl", address.url().toString()));
    return new Queue(address, sqs, InstantSource.system()).attributes();
  }

  private Map<String, String> wanted(Optional<QueueAttributes> found) {
    QueueAttributes now = found.orElse(new QueueAttributes(Map.of()));
    Map<String, String> wanted = new LinkedHashMap<>();
    if (now.retention().compareTo(Preflight.RETENTION) < 0) {
      wanted.put(QueueAttributes.RETENTION, String.valueOf(Preflight.RETENTION.toSeconds()));
    }
    if (now.key().isEmpty() && !now.isEncryptedBySqs()) {
      wanted.put(QueueAttributes.SSE_SQS, "true");
    }
    deadLetters
        .filter(arn -> !now.deadLetters().equals(Optional.of(arn)))
        .ifPresent(
            arn -> {
              Map<String, Object> redrive = new LinkedHashMap<>();
              redrive.put("deadLetterTargetArn", arn);
              redrive.put("maxReceiveCount", RECEIVES);
              wanted.put(QueueAttributes.REDRIVE, Calls.text(redrive));
            });
    if (deadLetters.isPresent()) {
      policy
          .missingFrom(now.text(QueueAttributes.POLICY))
          .ifPresent(text -> wanted.put(QueueAttributes.POLICY, text));
    }
    return wanted;
  }

  /** Why no new secret would arrive, or others would see it, as far as only a person mends it. */
  private List<String> obstacles(QueueAttributes now, Map<String, String> wanted) {
    List<String> obstacles = new ArrayList<>();
    QueuePolicy rules =
        new QueuePolicy(
            Optional.ofNullable(wanted.get(QueueAttributes.POLICY))
                .or(() -> now.text(QueueAttributes.POLICY)),
            policy.arn(),
            policy.account());
    if (deadLetters.isPresent() && now.hasAmazonsKey()) {
      obstacles.add(
          "its key is alias/aws/sqs, which Amazon cannot use from its account: use SSE-SQS, or a key"
              + " of your own");
    }
    if (deadLetters.isPresent() && rules.refusesAmazon()) {
      obstacles.add("its policy refuses Amazon's account what it needs: take that out");
    }
    if (!rules.strangers(false).isEmpty()) {
      obstacles.add(
          "its policy lets others send, read or delete: take out "
              + String.join(", ", rules.strangers(false)));
    }
    return obstacles;
  }

  private boolean create(Calls calls, Map<String, String> attributes) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("QueueName", address.name());
    input.put("Attributes", attributes);
    input.put("tags", OURS);
    if (!calls.changes("CreateQueue", input)) {
      return false;
    }
    String made =
        sqs.call(
                client ->
                    client.createQueue(
                        request ->
                            request
                                .queueName(address.name())
                                .attributesWithStrings(attributes)
                                .tags(OURS)))
            .queueUrl();
    if (!made.endsWith("/" + address.account() + "/" + address.name())) {
      sqs.call(client -> client.deleteQueue(request -> request.queueUrl(made)));
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "these credentials belong to another account than "
                      + address.account()
                      + ", which queue-url names")
              .withHint("use credentials of that account, or set queue-url and dlq-url"));
    }
    return true;
  }

  private boolean mend(Calls calls, Map<String, String> attributes) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("QueueUrl", address.url().toString());
    input.put("Attributes", attributes);
    if (!calls.changes("SetQueueAttributes", input)) {
      return false;
    }
    sqs.call(
        client ->
            client.setQueueAttributes(
                request ->
                    request.queueUrl(address.url().toString()).attributesWithStrings(attributes)));
    return true;
  }

  private Optional<String> advice(
      Optional<QueueAttributes> found, Map<String, String> left, List<String> obstacles) {
    List<String> advice = new ArrayList<>();
    if (!left.isEmpty()) {
      advice.add("differs in " + String.join(", ", left.keySet()));
    }
    advice.addAll(obstacles);
    if (deadLetters.isPresent()
        && found.filter(now -> now.key().isPresent() && !now.hasAmazonsKey()).isPresent()) {
      advice.add(
          "its key has to let "
              + QueuePolicy.AMAZON
              + " use kms:GenerateDataKey and kms:Decrypt, which nobody has looked at");
    }
    return advice.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", advice));
  }

  /** Takes it away if it was made here and is empty. */
  ProvisionedStep remove(Calls calls) {
    Optional<QueueAttributes> found = look(calls);
    if (found.isEmpty()) {
      return removed(calls, State.ABSENT, Optional.empty());
    }
    Map<String, String> url = Map.of("QueueUrl", address.url().toString());
    calls.asks("ListQueueTags", url);
    boolean ours =
        sqs.call(
                client ->
                    client.listQueueTags(request -> request.queueUrl(address.url().toString())))
            .tags()
            .entrySet()
            .containsAll(OURS.entrySet());
    long messages = found.get().messages();
    if (!ours) {
      return removed(
          calls, State.KEPT, Optional.of("somebody else has made it: delete it in the console"));
    }
    if (messages > 0) {
      return removed(
          calls,
          State.KEPT,
          Optional.of(
              "it holds " + messages + " messages, which may be client secrets: take them first"));
    }
    if (!calls.changes("DeleteQueue", url)) {
      return removed(calls, State.IN_ORDER, Optional.empty());
    }
    sqs.call(client -> client.deleteQueue(request -> request.queueUrl(address.url().toString())));
    return removed(calls, State.REMOVED, Optional.empty());
  }

  private ProvisionedStep removed(Calls calls, State state, Optional<String> advice) {
    return new ProvisionedStep(address.toString(), state, calls.all(), advice);
  }
}
