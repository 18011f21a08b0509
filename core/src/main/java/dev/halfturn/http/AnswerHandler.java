// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import dev.halfturn.spapi.SpApiCalls;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;

/** Lets every body pass to the caller's handler as it comes, except that of a refusal. */
final class AnswerHandler<T> implements BodyHandler<Answer<T>> {

  private final BodyHandler<T> handler;

  AnswerHandler(BodyHandler<T> handler) {
    this.handler = handler;
  }

  @Override
  public BodySubscriber<Answer<T>> apply(ResponseInfo info) {
    return SpApiCalls.isRefusal(info.statusCode())
        ? new RefusalSubscriber<>(() -> handler.apply(info))
        : BodySubscribers.mapping(handler.apply(info), Answer::handled);
  }
}
