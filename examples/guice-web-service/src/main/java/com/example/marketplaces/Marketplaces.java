// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import dev.halfturn.guice.Seller;
import dev.halfturn.http.SpApiHttpClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Where a seller sells. Knows nothing of secrets, and nothing of their rotation. */
final class Marketplaces {

  private final SpApiHttpClient amazon;
  private final URI address;

  @Inject
  Marketplaces(@Seller("erp/acme-us") SpApiHttpClient amazon, @SpApi URI spApi) {
    this.amazon = amazon;
    this.address = URI.create(spApi + "/sellers/v1/marketplaceParticipations");
  }

  /** What Amazon says, as it says it. */
  HttpResponse<String> ask() throws IOException, InterruptedException {
    return amazon.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
