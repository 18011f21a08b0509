// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * The body of an answer, if it is one word of few letters, as Slack says what is wrong; otherwise
 * nothing. Of an acceptance nothing is read.
 */
final class FirstWord implements BodySubscriber<String> {

  private static final int LONGEST = 40;

  private final boolean refused;
  private final CompletableFuture<String> word = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private Subscription subscription;

  FirstWord(int status) {
    refused = status >= 300;
  }

  @Override
  public CompletionStage<String> getBody() {
    return word;
  }

  @Override
  public void onSubscribe(Subscription to) {
    subscription = to;
    if (refused) {
      to.request(Long.MAX_VALUE);
    } else {
      to.cancel();
      word.complete("");
    }
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      if (text.length() + piece.remaining() > LONGEST) {
        subscription.cancel();
        word.complete("");
        return;
      }
      text.append(StandardCharsets.ISO_8859_1.decode(piece));
    }
  }

  @Override
  public void onError(Throwable failure) {
    word.complete(""); // the status says enough
  }

  @Override
  public void onComplete() {
    String all = text.toString().strip();
    word.complete(all.matches("[a-z]+(?:_[a-z]+)*") ? all : "");
  }
}
