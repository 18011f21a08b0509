// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.stereotype.Component;

/** Asks Amazon where a seller sells. */
@Component
class Marketplaces {

  private final Halfturn halfturn;
  private final HttpClient http = HttpClient.newHttpClient();

  Marketplaces(Halfturn halfturn) {
    this.halfturn = halfturn;
  }

  /** As JSON. */
  String of(String app, String seller) throws IOException, InterruptedException {
    Endpoints endpoints = halfturn.configuration().endpoints();
    TokenSource tokens = halfturn.tokens().forSeller(app, seller); // cached, refreshed early
    SpApiHttpClient amazon = SpApiHttpClient.of(http, tokens, app, endpoints);
    URI spApi = endpoints.spApi(halfturn.applications().region(app, seller));
    HttpRequest request = // the token is added, and another one if Amazon refuses it
        HttpRequest.newBuilder(URI.create(spApi + "/sellers/v1/marketplaceParticipations")).build();
    HttpResponse<String> answer = amazon.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the Selling Partner API answers " + answer.statusCode());
    }
    return answer.body();
  }
}
