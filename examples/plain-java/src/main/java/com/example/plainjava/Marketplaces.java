// SPDX-License-Identifier: Apache-2.0
package com.example.plainjava;

import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * One call of the Selling Partner API. It is given a source of tokens, never a token or a secret.
 */
final class Marketplaces {

  private static final String PATH = "/sellers/v1/marketplaceParticipations";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI spApi;
  private final TokenSource tokens;

  /**
   * @param spApi where the region's API answers, without a slash at the end
   * @param tokens of the seller
   */
  Marketplaces(URI spApi, TokenSource tokens) {
    this.spApi = spApi;
    this.tokens = tokens;
  }

  /** What Amazon says of the seller's marketplaces, as JSON. */
  String ofTheSeller() throws IOException, InterruptedException {
    AccessToken token = tokens.get(); // cached, refreshed ahead of its end
    HttpResponse<String> answer = call(token);
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      tokens.invalidate(token); // whatever was wrong with it: once more, with another one
      answer = call(tokens.get());
    }
    if (answer.statusCode() != 200) {
      throw new IOException("the Selling Partner API answers " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpResponse<String> call(AccessToken token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(spApi + PATH))
            .header("x-amz-access-token", token.reveal())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
