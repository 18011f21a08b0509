// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.StoredCredentials;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spapi.ProbeResult;
import dev.halfturn.spapi.SpApiRefusal;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Both halves of a test, straight at Amazon: no cache and no fallback stands between. */
final class SellerTrials {

  private static final String PROBE = "GET /sellers/v1/marketplaceParticipations (%s)";

  // the 403 of an overdue secret was seen for half an hour and more after a rotation:
  // https://github.com/amzn/selling-partner-api-models/issues/4489
  private static final Duration SETTLING = Duration.ofHours(1);

  private final Halfturn halfturn;
  private final String app;
  private final InstantSource clock;
  private final StoredSecret clientSecret;
  private final ClientCredential client;

  SellerTrials(Halfturn halfturn, String app, InstantSource clock) {
    this.halfturn = halfturn;
    this.app = app;
    this.clock = clock;
    this.clientSecret = halfturn.secrets().get(CredentialNames.clientSecret(app));
    this.client = new ClientCredential(halfturn.applications().clientId(app), clientSecret.value());
  }

  /** Exchange and call for one seller. */
  List<Trial> of(String seller) {
    SecretValue refreshToken =
        halfturn.secrets().get(CredentialNames.refreshToken(app, seller)).value();
    return trials(seller, new Grant.RefreshToken(refreshToken));
  }

  /** The exchange alone; without a seller there is nothing to call. */
  List<Trial> withoutSeller() {
    List<Trial> trials = trials("-", Grant.ClientCredentials.of(Set.of(Scopes.NOTIFICATIONS)));
    return trials.subList(0, 1);
  }

  private List<Trial> trials(String seller, Grant grant) {
    List<Trial> trials = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      TokenReply reply = halfturn.exchange().exchange(client, grant);
      trials.add(
          new Trial("exchange", seller, "200", since(begun), "", ExitCode.DONE, Optional.empty()));
      if (grant instanceof Grant.RefreshToken sent) {
        storeReplacement(seller, sent.token(), reply);
        trials.add(call(seller, reply.token()));
      }
    } catch (TokenException e) {
      trials.add(failed("exchange", seller, begun, e, status(e)));
    }
    return trials;
  }

  /** Amazon may give another refresh token, and never gives it again. */
  private void storeReplacement(String seller, SecretValue sent, TokenReply reply) {
    reply
        .refreshToken()
        .filter(replacement -> !replacement.equals(sent))
        .ifPresent(
            replacement ->
                new StoredCredentials(halfturn.secrets(), clock)
                    .replaceRefreshToken(app, seller, sent, replacement));
  }

  private Trial call(String seller, AccessToken token) {
    SpApiRegion region = halfturn.applications().region(app, seller);
    long begun = System.nanoTime();
    try {
      ProbeResult result = halfturn.probe().probe(region, token);
      Verdict verdict = verdict(seller, region, token, result);
      return new Trial(
          "SP-API",
          seller,
          String.valueOf(result.status()),
          result.took(),
          verdict.text(),
          verdict.exit(),
          verdict.fix());
    } catch (HalfturnException e) {
      return failed("SP-API", seller, begun, e, "-");
    }
  }

  private record Verdict(ExitCode exit, String text, Optional<String> fix) {}

  private Verdict verdict(
      String seller, SpApiRegion region, AccessToken token, ProbeResult result) {
    if (result.accepted()) {
      return new Verdict(ExitCode.DONE, PROBE.formatted(region), Optional.empty());
    }
    if (result.refusal().equals(Optional.of(SpApiRefusal.SECRET_EXPIRED))) {
      if (isSettling()) {
        return new Verdict(
            ExitCode.UNREACHABLE,
            "Amazon does not know the new client secret everywhere yet",
            Optional.of(
                "try again within the hour; do not rotate again, the sellers need not do anything"));
      }
      return new Verdict(
          ExitCode.SECRET_EXPIRED,
          "the client secret has expired",
          Optional.of("halfturn rotate " + app));
    }
    if (result.status() == 403) {
      Optional<SpApiRegion> right = regionThatAnswers(region, token);
      if (right.isPresent()) {
        return new Verdict(
            ExitCode.CONFIGURATION,
            "region " + region + " is wrong for this seller; " + right.get() + " answers 200",
            Optional.of(
                "halfturn config set app."
                    + app
                    + ".seller."
                    + seller
                    + ".region "
                    + right.get().text()));
      }
    }
    if (result.status() == 429) {
      return new Verdict(ExitCode.THROTTLED, "throttled", Optional.of("try again in a minute"));
    }
    if (result.status() >= 500) {
      return new Verdict(ExitCode.UNREACHABLE, "Amazon fails", Optional.of("try again later"));
    }
    return new Verdict(
        ExitCode.PERMISSION_DENIED,
        "refused" + result.requestId().map(id -> ", request id " + id).orElse(""),
        Optional.of("the application may lack the role that covers the Sellers API"));
  }

  private Optional<SpApiRegion> regionThatAnswers(SpApiRegion wrong, AccessToken token) {
    for (SpApiRegion region : SpApiRegion.values()) {
      if (region != wrong && answers(region, token)) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  private boolean answers(SpApiRegion region, AccessToken token) {
    try {
      return halfturn.probe().probe(region, token).accepted();
    } catch (HalfturnException e) {
      if (!e.code().retryable()) {
        throw e;
      }
      return false; // this region says nothing, and what the seller's own has said stands
    }
  }

  /**
   * Whether the secret has just taken the place of another, which is kept beside it. One that is
   * overdue by its dates is just that.
   */
  private boolean isSettling() {
    Duration age = Duration.between(clientSecret.version().createdAt(), clock.instant());
    return !age.isNegative()
        && age.compareTo(SETTLING) < 0
        && halfturn.secrets().find(CredentialNames.previous(app)).isPresent()
        && halfturn.tracker().status(app).state() != RotationStatus.State.EXPIRED;
  }

  private static Trial failed(
      String half, String seller, long begun, HalfturnException failure, String status) {
    return new Trial(
        half,
        seller,
        status,
        since(begun),
        failure.getMessage(),
        ExitCode.of(failure),
        failure.hint());
  }

  private static String status(TokenException failure) {
    return failure.httpStatus().isPresent() ? String.valueOf(failure.httpStatus().getAsInt()) : "-";
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
