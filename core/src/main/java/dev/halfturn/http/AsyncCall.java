// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.token.AccessToken;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One call that blocks nobody who waits for it. Once its result is there, by whatever completed it
 * (Amazon's answer, the caller's timeout, a cancellation), nothing is sent any more.
 */
final class AsyncCall<T> {

  private final HttpClient client;
  private final SpApiCalls calls;
  private final HttpRequest request;
  private final Repeatable repeatable;
  private final BodyHandler<T> handler;
  private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
  private volatile CompletableFuture<?> underWay = new CompletableFuture<>();

  AsyncCall(HttpClient client, SpApiCalls calls, HttpRequest request, BodyHandler<T> handler) {
    this.client = client;
    this.calls = calls;
    this.request = request;
    this.repeatable = new Repeatable(request);
    this.handler = handler;
  }

  CompletableFuture<HttpResponse<T>> start() {
    CompletableFuture<?> unused = result.whenComplete((response, failure) -> underWay.cancel(true));
    aside(calls::token, token -> send(repeatable.first(token), first -> judge(first, token)));
    return result;
  }

  private void judge(HttpResponse<Answer<T>> first, AccessToken token) {
    if (first.body().refusal().isEmpty()) {
      finish(first);
      return;
    }
    byte[] refusal = first.body().refusal().get();
    aside(
        () -> calls.another(first.statusCode(), refusal, token, repeatable.isRepeatable()),
        another -> {
          if (another.isPresent()) {
            send(repeatable.again(another.get()), this::finishSecond);
          } else {
            finish(first);
          }
        });
  }

  private void finishSecond(HttpResponse<Answer<T>> second) {
    second
        .body()
        .refusal()
        .ifPresent(refusal -> calls.requireNotOverdue(second.statusCode(), refusal));
    finish(second);
  }

  private void finish(HttpResponse<Answer<T>> response) {
    response
        .body()
        .body()
        .get()
        .whenComplete(
            (body, failure) -> {
              if (failure == null) {
                result.complete(new HandedThrough<>(response, request, body));
              } else {
                result.completeExceptionally(cause(failure));
              }
            });
  }

  private void send(HttpRequest some, Consumer<HttpResponse<Answer<T>>> next) {
    if (result.isDone()) {
      return; // the caller has given up: a call that it takes for failed must not take place later
    }
    CompletableFuture<HttpResponse<Answer<T>>> sent =
        client.sendAsync(some, new AnswerHandler<>(handler));
    underWay = sent;
    if (result.isDone()) {
      sent.cancel(true);
    }
    goOn(sent, next);
  }

  /** What may block does so on a thread that may. */
  private <V> void aside(Supplier<V> work, Consumer<V> next) {
    CompletableFuture<V> begun;
    try {
      Optional<Executor> own = client.executor();
      begun =
          own.isPresent()
              ? CompletableFuture.supplyAsync(work, own.get())
              : CompletableFuture.supplyAsync(work);
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e); // it is full, or shut down
      return;
    }
    goOn(begun, next);
  }

  private <V> void goOn(CompletableFuture<V> work, Consumer<V> next) {
    CompletableFuture<?> unused =
        work.thenAccept(next)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(cause(failure));
                  }
                });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
