// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import dev.halfturn.spapi.SpApiCalls;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Supplier;

/**
 * Keeps the body of a refusal to be judged. What turns out longer than any of Amazon's goes on to
 * the caller's subscriber instead, from its first byte and at that one's pace.
 */
final class RefusalSubscriber<T> implements BodySubscriber<Answer<T>> {

  private final Supplier<BodySubscriber<T>> callers;
  private final CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
  private final List<ByteBuffer> kept = new ArrayList<>();
  private int size;
  private Subscription upstream;
  private BodySubscriber<T> downstream;

  /**
   * @param callers makes the caller's subscriber
   */
  RefusalSubscriber(Supplier<BodySubscriber<T>> callers) {
    this.callers = callers;
  }

  @Override
  public CompletionStage<Answer<T>> getBody() {
    return answer;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (upstream != null) {
      subscription.cancel();
      return;
    }
    upstream = subscription;
    upstream.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (downstream != null) {
      downstream.onNext(buffers);
      return;
    }
    kept.addAll(buffers);
    size += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    if (size <= SpApiCalls.MAX_REFUSAL_BYTES) {
      upstream.request(1);
    } else {
      handOver();
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (downstream != null) {
      downstream.onError(failure);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  @Override
  public void onComplete() {
    if (downstream != null) {
      downstream.onComplete();
    } else {
      byte[] body = bytes();
      answer.complete(
          Answer.refused(
              body,
              () -> {
                BodySubscriber<T> late = callers.get();
                Replay.whole(late, body);
                return late.getBody();
              }));
    }
  }

  private void handOver() {
    downstream = callers.get();
    downstream
        .getBody()
        .whenComplete(
            (body, failure) -> {
              if (failure == null) {
                answer.complete(Answer.handled(body));
              } else {
                answer.completeExceptionally(failure);
              }
            });
    Replay.begin(downstream, kept, upstream);
  }

  private byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(size);
    kept.forEach(all::put);
    return all.array();
  }
}
