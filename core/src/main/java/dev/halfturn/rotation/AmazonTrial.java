// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spapi.ProbeResult;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.spapi.SpApiRefusal;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.CredentialReader;
import dev.halfturn.token.Fault;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenExchange;
import dev.halfturn.token.TokenReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Amazon by an exchange and a probe. One seller whose authorization is valid suffices; an
 * application without any is tried with the scope for rotating, and not probed. Thread-safe.
 */
public final class AmazonTrial implements SecretTrial {

  /** An application may have thousands of sellers, and many of them may have left. */
  private static final int MAX_SELLERS = 5;

  private final TokenExchange exchange;
  private final SpApiProbe probe;
  private final Applications applications;
  private final CredentialReader credentials;

  /**
   * @param exchange asks the token endpoint
   * @param probe asks the Selling Partner API
   * @param applications client ids, sellers and their regions
   * @param credentials refresh tokens
   */
  public AmazonTrial(
      TokenExchange exchange,
      SpApiProbe probe,
      Applications applications,
      CredentialReader credentials) {
    this.exchange = Objects.requireNonNull(exchange);
    this.probe = Objects.requireNonNull(probe);
    this.applications = Objects.requireNonNull(applications);
    this.credentials = Objects.requireNonNull(credentials);
  }

  @Override
  public TrialResult attempt(String app, SecretValue clientSecret) {
    ClientCredential client = new ClientCredential(applications.clientId(app), clientSecret);
    List<String> sellers = applications.sellers(app);
    for (String seller : sellers.subList(0, Math.min(MAX_SELLERS, sellers.size()))) {
      Optional<TrialResult> result = asSeller(app, seller, client);
      if (result.isPresent()) {
        return result.get();
      }
    }
    return withoutSeller(client);
  }

  /** Empty if the seller's authorization says nothing about the secret. */
  private Optional<TrialResult> asSeller(String app, String seller, ClientCredential client) {
    Optional<SecretValue> refreshToken = refreshToken(app, seller);
    if (refreshToken.isEmpty()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    TokenReply reply;
    try {
      reply = exchange.exchange(client, new Grant.RefreshToken(refreshToken.get()));
    } catch (TokenException e) {
      boolean aboutTheSeller = e.fault() == Fault.SELLER || e.fault() == Fault.REQUEST;
      return aboutTheSeller ? Optional.empty() : Optional.of(notExchanged(e));
    }
    String exchanged = "exchange as seller '" + seller + "' 200 in " + since(start);
    reply
        .refreshToken()
        .filter(replacement -> !replacement.equals(refreshToken.get()))
        .ifPresent(
            replacement ->
                credentials.replaceRefreshToken(app, seller, refreshToken.get(), replacement));
    return Optional.of(probed(app, seller, reply, exchanged));
  }

  private Optional<SecretValue> refreshToken(String app, String seller) {
    try {
      return Optional.of(credentials.refreshToken(app, seller));
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty(); // a seller the configuration lists and nobody has added yet
      }
      throw e;
    }
  }

  private TrialResult probed(String app, String seller, TokenReply reply, String exchanged) {
    ProbeResult answer;
    try {
      answer = probe.probe(applications.region(app, seller), reply.token());
    } catch (HalfturnException e) {
      if (!e.code().retryable()) {
        throw e;
      }
      return new TrialResult(
          Verdict.ACCEPTED, exchanged + ", SP-API did not answer", reply.serverTime());
    }
    boolean expired = answer.refusal().equals(Optional.of(SpApiRefusal.SECRET_EXPIRED));
    String text = exchanged + ", SP-API " + answer.status() + " in " + milliseconds(answer.took());
    return expired
        ? new TrialResult(Verdict.EXPIRED_AT_SP_API, text + " (secret expired)", reply.serverTime())
        : new TrialResult(Verdict.ACCEPTED, text, reply.serverTime());
  }

  private TrialResult withoutSeller(ClientCredential client) {
    long start = System.nanoTime();
    try {
      TokenReply reply =
          exchange.exchange(
              client, Grant.ClientCredentials.of(Set.of(Scopes.CLIENT_CREDENTIAL_ROTATION)));
      return new TrialResult(
          Verdict.ACCEPTED,
          "exchange without a seller 200 in " + since(start) + ", SP-API not tried",
          reply.serverTime());
    } catch (TokenException e) {
      return notExchanged(e);
    }
  }

  private static TrialResult notExchanged(TokenException e) {
    Optional<Instant> serverTime = e.serverTime();
    return switch (e.fault()) {
      case CLIENT_SECRET ->
          new TrialResult(Verdict.REFUSED, "exchange refused (invalid_client)", serverTime);
      case SELLER, REQUEST ->
          new TrialResult(
              Verdict.NO_VERDICT,
              "no seller with a valid authorization to try it with (" + e.reason() + ")",
              serverTime);
      case AMAZON, THROTTLED ->
          new TrialResult(Verdict.NO_VERDICT, "no exchange: " + e.getMessage(), serverTime);
    };
  }

  private static String since(long start) {
    return milliseconds(Duration.ofNanos(System.nanoTime() - start));
  }

  private static String milliseconds(Duration took) {
    return took.toMillis() + " ms";
  }
}
