// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An issuer whose queue is in memory, and which does what a test orders. Messages are hidden for a
 * while when they are received, in the time of its clock, and come back. Thread-safe.
 *
 * <p>{@link #openAgain} opens it once more over the same queue and the same orders, as another
 * process would.
 */
public final class InMemorySecretIssuer implements SecretIssuer {

  /** The name of its queue. */
  public static final String QUEUE = "memory";

  /** The name of the queue for what was received too often. */
  public static final String DEAD_LETTERS = "memory-dead";

  /**
   * A request that came.
   *
   * @param spApi as it was given
   * @param token as it was given
   * @param at in the time of the clock
   */
  public record Request(URI spApi, SecretValue token, Instant at) {}

  /** What all openings share; guarded by the lock of the queue. */
  private static final class Shared {
    final InstantSource clock;
    final InMemoryQueue queue;
    final List<Request> requests = new ArrayList<>();
    final Deque<Order> orders = new ArrayDeque<>();
    Consumer<Request> onRequest = request -> {};
    Optional<Consumer<Duration>> inPlaceOfWaiting = Optional.empty();
    Optional<Problem> failure = Optional.empty();
    List<IssuerCheck> checks = List.of(IssuerCheck.inOrder("queue in memory"));

    Shared(InstantSource clock) {
      this.clock = clock;
      this.queue = new InMemoryQueue(clock);
    }
  }

  /** What becomes of one request. */
  private record Order(IssuerAnswer answer, boolean takesEffect) {}

  private static final IssuerAnswer ACCEPTED =
      new IssuerAnswer(IssuerAnswer.Outcome.ACCEPTED, Optional.empty(), Optional.empty());

  private final Shared shared;
  private volatile boolean closed;

  /** One with an empty queue that accepts every request, and sends nothing by itself. */
  public InMemorySecretIssuer(InstantSource clock) {
    this(new Shared(Objects.requireNonNull(clock)));
  }

  private InMemorySecretIssuer(Shared shared) {
    this.shared = shared;
  }

  /** Another opening over the same queue, with the same orders. */
  public InMemorySecretIssuer openAgain() {
    return new InMemorySecretIssuer(shared);
  }

  // what a test orders

  /**
   * Puts a message into the queue.
   *
   * @return its id
   */
  public String deliver(IssuerMessage.Content content) {
    return shared.queue.send(content, 1);
  }

  /**
   * Puts the same message into the queue several times, under one id.
   *
   * @return its id
   */
  public String deliver(IssuerMessage.Content content, int copies) {
    return shared.queue.send(content, copies);
  }

  /** What happens at each request that takes effect, such as delivering a new secret. */
  public void onRequest(Consumer<Request> action) {
    synchronized (shared.queue) {
      shared.onRequest = action;
    }
  }

  /** The next request that has no order yet is answered so, and takes no effect. */
  public void answerNext(IssuerAnswer.Outcome outcome, Problem problem) {
    answerNext(outcome, problem, Optional.empty());
  }

  /** The same, with a time to wait. */
  public void answerNext(
      IssuerAnswer.Outcome outcome, Problem problem, Optional<Duration> retryAfter) {
    synchronized (shared.queue) {
      shared.orders.add(
          new Order(new IssuerAnswer(outcome, Optional.of(problem), retryAfter), false));
    }
  }

  /** The next request that has no order yet takes effect, and its answer is lost. */
  public void loseNextAnswer() {
    Problem lost = Problem.of(ErrorCode.TIMEOUT, "the answer to the request was lost");
    synchronized (shared.queue) {
      shared.orders.add(
          new Order(
              new IssuerAnswer(IssuerAnswer.Outcome.UNKNOWN, Optional.of(lost), Optional.empty()),
              true));
    }
  }

  /** Nothing is received until {@link #release}. */
  public void hold() {
    shared.queue.hold(true);
  }

  /** Ends {@link #hold}. */
  public void release() {
    shared.queue.hold(false);
  }

  /** How long a received message is hidden; five minutes unless said. */
  public void visibility(Duration time) {
    shared.queue.visibility(time);
  }

  /** What was received so often comes from {@link #DEAD_LETTERS} from then on. */
  public void deadLetterAfter(int receives) {
    shared.queue.deadAfter(receives);
  }

  /** The next acknowledgements succeed, and the message comes back all the same. */
  public void surviveNextAcknowledgements(int number) {
    shared.queue.surviveNext(number);
  }

  /** From now on everything but {@link #request} fails with this problem. */
  public void failWith(Problem problem) {
    synchronized (shared.queue) {
      shared.failure = Optional.of(problem);
    }
  }

  /** Ends {@link #failWith}. */
  public void recover() {
    synchronized (shared.queue) {
      shared.failure = Optional.empty();
    }
  }

  /** What {@link #preflight} finds from now on. */
  public void checks(List<IssuerCheck> checks) {
    synchronized (shared.queue) {
      shared.checks = List.copyOf(checks);
    }
  }

  /**
   * What {@link #receive} does in place of waiting, such as moving a clock; then it looks once
   * more. Unless this is set, it waits in real time.
   */
  public void inPlaceOfWaiting(Consumer<Duration> action) {
    synchronized (shared.queue) {
      shared.inPlaceOfWaiting = Optional.of(action);
    }
  }

  /** The requests that came so far, refused ones too, in order. */
  public List<Request> requests() {
    synchronized (shared.queue) {
      return List.copyOf(shared.requests);
    }
  }

  /** What is in the queues and was not acknowledged, hidden or not, oldest first. */
  public List<IssuerMessage> left() {
    return shared.queue.left();
  }

  // what an issuer does

  @Override
  public List<IssuerCheck> preflight() {
    synchronized (shared.queue) {
      requireWorking();
      return shared.checks;
    }
  }

  @Override
  public IssuerAnswer request(URI spApi, SecretValue token) {
    requireOpen();
    Request request = new Request(spApi, token, shared.clock.instant());
    Order order;
    Consumer<Request> action;
    synchronized (shared.queue) {
      shared.requests.add(request);
      order = shared.orders.isEmpty() ? new Order(ACCEPTED, true) : shared.orders.remove();
      action = shared.onRequest;
    }
    if (order.takesEffect()) {
      action.accept(request);
    }
    return order.answer();
  }

  @Override
  public List<IssuerMessage> receive(Duration wait) {
    List<IssuerMessage> received = look();
    if (!received.isEmpty() || wait.isZero()) {
      return received;
    }
    Optional<Consumer<Duration>> pastime;
    synchronized (shared.queue) {
      pastime = shared.inPlaceOfWaiting;
    }
    if (pastime.isPresent()) {
      pastime.get().accept(wait);
      return look();
    }
    return await(wait);
  }

  private List<IssuerMessage> await(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    synchronized (shared.queue) {
      while (true) {
        List<IssuerMessage> received = look();
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (!received.isEmpty() || left <= 0) {
          return received;
        }
        try {
          shared.queue.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return received;
        }
      }
    }
  }

  private List<IssuerMessage> look() {
    synchronized (shared.queue) {
      requireWorking();
      return shared.queue.receive();
    }
  }

  @Override
  public void acknowledge(IssuerMessage message) {
    synchronized (shared.queue) {
      requireWorking();
      if (message.content() instanceof IssuerMessage.Unreadable) {
        throw new HalfturnException(
            Problem.of(
                ErrorCode.INVALID_ARGUMENT, "a message that cannot be read stays in its queue"));
      }
      shared.queue.remove(message);
    }
  }

  @Override
  public void postpone(IssuerMessage message, Duration time) {
    synchronized (shared.queue) {
      requireWorking();
      shared.queue.postpone(message, time);
    }
  }

  private void requireWorking() {
    requireOpen();
    if (shared.failure.isPresent()) {
      throw new HalfturnException(shared.failure.get());
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the issuer in memory is closed"));
    }
  }

  @Override
  public void close() {
    synchronized (shared.queue) {
      closed = true;
      shared.queue.notifyAll();
    }
  }

  @Override
  public String toString() {
    return "InMemorySecretIssuer[" + left().size() + " messages]";
  }
}
