// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives a late subscriber what has come already, then what comes, or the end. */
final class Replay implements Subscription {

  private final Subscriber<? super List<ByteBuffer>> subscriber;
  private final List<ByteBuffer> come;
  private final Optional<Subscription> rest;
  private final AtomicBoolean given = new AtomicBoolean();

  private Replay(
      Subscriber<? super List<ByteBuffer>> subscriber,
      List<ByteBuffer> come,
      Optional<Subscription> rest) {
    this.subscriber = subscriber;
    this.come = come.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    this.rest = rest;
  }

  /** This and no more. */
  static void whole(Subscriber<? super List<ByteBuffer>> subscriber, byte[] body) {
    List<ByteBuffer> come = body.length == 0 ? List.of() : List.of(ByteBuffer.wrap(body));
    subscriber.onSubscribe(new Replay(subscriber, come, Optional.empty()));
  }

  /**
   * This first, and then what another subscription brings.
   *
   * @param come not empty
   */
  static void begin(
      Subscriber<? super List<ByteBuffer>> subscriber, List<ByteBuffer> come, Subscription rest) {
    subscriber.onSubscribe(new Replay(subscriber, come, Optional.of(rest)));
  }

  @Override
  public void request(long count) {
    if (count > 0 && !given.getAndSet(true)) {
      if (!come.isEmpty()) {
        subscriber.onNext(come);
      }
      if (rest.isEmpty()) {
        subscriber.onComplete();
      } else if (count > 1) {
        rest.get().request(count == Long.MAX_VALUE ? count : count - 1);
      }
    } else {
      rest.ifPresent(more -> more.request(count)); // which knows what to do about less than one
    }
  }

  @Override
  public void cancel() {
    given.set(true);
    rest.ifPresent(Subscription::cancel);
  }
}
