// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spapi.ProbeResult;
import dev.halfturn.spapi.SpApiRefusal;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import dev.halfturn.token.TokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Both halves of a test, straight at Amazon: no cache and no fallback stands between. */
final class SellerTrials {

  private static final String PROBE = "GET /sellers/v1/marketplaceParticipations (%s)";

  private final Halfturn halfturn;
  private final String app;
  private final ClientCredential client;

  SellerTrials(Halfturn halfturn, String app) {
    this.halfturn = halfturn;
    this.app = app;
    this.client =
        new ClientCredential(
            halfturn.applications().clientId(app),
            halfturn.secrets().get(CredentialNames.clientSecret(app)).value());
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
      AccessToken token = halfturn.exchange().exchange(client, grant).token();
      trials.add(
          new Trial("exchange", seller, "200", since(begun), "", ExitCode.DONE, Optional.empty()));
      if (grant instanceof Grant.RefreshToken) {
        trials.add(call(seller, token));
      }
    } catch (TokenException e) {
      trials.add(failed("exchange", seller, begun, e, status(e)));
    }
    return trials;
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
      if (region != wrong && halfturn.probe().probe(region, token).accepted()) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
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
