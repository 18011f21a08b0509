// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import dev.halfturn.token.TokenExchange;
import dev.halfturn.token.TokenReply;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Access to Amazon for the applications of the store. */
final class AmazonAccess implements RequestAccess {

  private final TokenExchange exchange;
  private final Applications applications;
  private final Endpoints endpoints;

  AmazonAccess(TokenExchange exchange, Applications applications, Endpoints endpoints) {
    this.exchange = exchange;
    this.applications = applications;
    this.endpoints = endpoints;
  }

  @Override
  public TokenReply token(String app, SecretValue clientSecret) {
    return exchange.exchange(
        new ClientCredential(applications.clientId(app), clientSecret),
        Grant.ClientCredentials.of(Set.of(Scopes.CLIENT_CREDENTIAL_ROTATION)));
  }

  @Override
  public URI spApi(String app) {
    return endpoints.spApi(applications.region(app));
  }

  @Override
  public Optional<String> clientId(String app) {
    try {
      return Optional.of(applications.clientId(app));
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<String> apps() {
    return applications.names();
  }
}
