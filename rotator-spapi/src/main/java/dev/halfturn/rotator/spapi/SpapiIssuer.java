// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/** Amazon's Application Management API, and the queue to which it sends. Thread-safe. */
final class SpapiIssuer implements SecretIssuer {

  private final String owner;
  private final RotateCall rotate;
  private final Sqs sqs;
  private final Queue queue;
  private final Optional<Queue> deadLetters;
  private final CompletableFuture<Object> closed = new CompletableFuture<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "halfturn-spapi-queue");
            thread.setDaemon(true);
            return thread;
          });

  SpapiIssuer(String owner, RotateCall rotate, Sqs sqs, Queue queue, Optional<Queue> deadLetters) {
    this.owner = owner;
    this.rotate = rotate;
    this.sqs = sqs;
    this.queue = queue;
    this.deadLetters = deadLetters;
  }

  @Override
  public List<IssuerCheck> preflight() {
    requireOpen();
    return new Preflight(sqs.region(), queue, deadLetters).run();
  }

  @Override
  public IssuerAnswer request(URI spApi, SecretValue token) {
    requireOpen();
    return rotate.send(spApi, token);
  }

  /** Waits aside, so that closing ends it: the call itself cannot be interrupted. */
  @Override
  public List<IssuerMessage> receive(Duration wait) {
    requireOpen();
    try {
      CompletableFuture<List<IssuerMessage>> call =
          CompletableFuture.supplyAsync(() -> take(wait), threads);
      CompletableFuture.anyOf(call, closed).get();
      return call.getNow(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SqsFailure.interrupted(owner);
    } catch (RejectedExecutionException e) {
      throw Sqs.closed(owner);
    } catch (ExecutionException e) {
      throw isClosed() ? Sqs.closed(owner) : failure(e.getCause());
    }
  }

  private RuntimeException failure(Throwable cause) {
    return cause instanceof HalfturnException known
        ? new HalfturnException(known.problem())
        : new HalfturnException(
            Problem.of(ErrorCode.INTERNAL, owner + " fails with " + cause.getClass().getName()));
  }

  /** What lies among the dead letters is not waited for; that they fail hides nothing else. */
  private List<IssuerMessage> take(Duration wait) {
    List<IssuerMessage> received = new ArrayList<>();
    Optional<HalfturnException> failure = Optional.empty();
    if (deadLetters.isPresent()) {
      try {
        received.addAll(deadLetters.get().receive(Duration.ZERO));
      } catch (HalfturnException e) {
        failure = Optional.of(e);
      }
    }
    received.addAll(queue.receive(received.isEmpty() ? wait : Duration.ZERO));
    if (received.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return received;
  }

  @Override
  public void acknowledge(IssuerMessage message) {
    requireOpen();
    if (message.content() instanceof IssuerMessage.Unreadable) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "a message that cannot be read may be a secret and stays in its queue")
              .withHint("look at it in the console of AWS, and delete it there"));
    }
    home(message).delete(message);
  }

  @Override
  public void postpone(IssuerMessage message, Duration time) {
    requireOpen();
    home(message).hide(message, time);
  }

  private Queue home(IssuerMessage message) {
    return Stream.concat(Stream.of(queue), deadLetters.stream())
        .filter(one -> one.address().name().equals(message.queue()))
        .findFirst()
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(
                        ErrorCode.INVALID_ARGUMENT,
                        owner + " has no queue '" + message.queue() + "'")));
  }

  private boolean isClosed() {
    return closed.isDone();
  }

  private void requireOpen() {
    if (isClosed()) {
      throw Sqs.closed(owner);
    }
  }

  @Override
  public void close() {
    closed.completeExceptionally(Sqs.closed(owner));
    threads.shutdown();
    sqs.close();
  }

  @Override
  public String toString() {
    return "SpapiIssuer[" + queue.address() + "]";
  }
}
