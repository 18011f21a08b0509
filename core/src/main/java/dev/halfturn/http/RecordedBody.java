// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A request's body that remembers what was sent of it, so that exactly that can be sent once more:
 * whether a publisher could publish twice, nobody can tell.
 */
final class RecordedBody implements BodyPublisher {

  /** A longer one is not remembered. */
  static final int MAX_BYTES = 1 << 20;

  private final BodyPublisher body;
  private volatile Optional<byte[]> sent = Optional.empty();

  RecordedBody(BodyPublisher body) {
    this.body = body;
  }

  /** The whole body, once it has been sent, and if it was not too long. */
  Optional<byte[]> sent() {
    // of none at all nobody asks for a byte
    return body.contentLength() == 0 ? Optional.of(new byte[0]) : sent;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    sent = Optional.empty();
    body.subscribe(new Recorder(subscriber));
  }

  private final class Recorder implements Subscriber<ByteBuffer> {

    private final Subscriber<? super ByteBuffer> subscriber;
    private Optional<ByteArrayOutputStream> record = Optional.of(new ByteArrayOutputStream());

    Recorder(Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      record = record.filter(some -> some.size() + buffer.remaining() <= MAX_BYTES);
      record.ifPresent(some -> copy(buffer.duplicate(), some));
      subscriber.onNext(buffer);
    }

    private static void copy(ByteBuffer buffer, ByteArrayOutputStream to) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      to.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      sent = record.map(ByteArrayOutputStream::toByteArray);
      subscriber.onComplete();
    }
  }
}
