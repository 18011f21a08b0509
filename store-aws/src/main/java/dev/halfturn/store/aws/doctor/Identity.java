// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.store.aws.call.AwsAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Who calls, with which credentials, and in which region. */
final class Identity {

  private static final String LABEL = "identity";
  private static final String REGION = "region";

  private final AwsAccess access;
  private final Look look;
  private final Map<String, String> environment;

  Identity(AwsAccess access, Look look, Map<String, String> environment) {
    this.access = access;
    this.look = look;
    this.environment = environment;
  }

  /**
   * Looks at both.
   *
   * @param instance the store's name in the configuration
   * @param observed gets what was seen
   * @return empty if something is missing without which nothing else can be looked at
   */
  Optional<Caller> examine(String instance, List<Observed> observed) {
    Optional<String> region = region();
    Observed where =
        region
            .map(found -> Observed.of(Level.OK, REGION, found + ", from " + source()))
            .orElseGet(
                () ->
                    Observed.of(
                            Level.FAILURE,
                            REGION,
                            "none. Set AWS_REGION or store." + instance + ".region")
                        .advising("export AWS_REGION=eu-central-1 and run again"));
    AwsCredentials credentials;
    try {
      credentials = access.provider().resolveCredentials();
    } catch (RuntimeException e) { // of any kind where a file cannot be read
      observed.add(none(String.valueOf(e.getMessage())));
      observed.add(where);
      return Optional.empty();
    }
    String link =
        access.isStatic() ? "option access-key-id" : CredentialLink.of(credentials.providerName());
    Optional<Caller> caller = region.flatMap(found -> caller(link, found, observed));
    if (region.isEmpty()) {
      observed.add(Observed.of(Level.UNKNOWN, LABEL, "credentials from " + link));
    }
    observed.add(where);
    return caller;
  }

  private Optional<String> region() {
    try {
      return Optional.of(access.region().id());
    } catch (RuntimeException e) { // of any kind where a file cannot be read
      return Optional.empty();
    }
  }

  private String source() {
    return RegionSource.of(access.hasRegion(), System.getProperty("aws.region"), environment);
  }

  static Observed none(String failure) {
    Observed observed = Observed.of(Level.FAILURE, LABEL, "no credentials");
    return CredentialLink.missingModule(failure)
        .map(
            module ->
                Observed.of(
                        Level.FAILURE,
                        LABEL,
                        "no credentials: those that are configured need the SDK's module " + module)
                    .advising(
                        "put software.amazon.awssdk:"
                            + module
                            + (module.equals("sso") ? " and ssooidc" : "")
                            + " of the same version into plugins/"))
        .orElseGet(
            () ->
                observed.advising(
                    "give this machine a role, or run 'aws configure' or 'aws sso login'"));
  }

  private Optional<Caller> caller(String link, String region, List<Observed> observed) {
    try {
      String answer = look.form("sts", "Action=GetCallerIdentity&Version=2011-06-15");
      String arn = Answers.element(answer, "Arn").orElse("");
      observed.add(Observed.of(Level.OK, LABEL, arn + " (" + link + ")"));
      return Optional.of(Caller.of(Answers.element(answer, "Account").orElse(""), arn, region));
    } catch (HalfturnException e) {
      observed.add(refused(link, e));
      return Optional.empty();
    }
  }

  static Observed refused(String link, HalfturnException failure) {
    String expired =
        failure.getMessage().contains("Expired")
            ? "the credentials have expired"
            : "AWS does not know the credentials";
    return switch (failure.code()) {
      case UNAUTHENTICATED ->
          Observed.of(Level.FAILURE, LABEL, expired + " (" + link + ")")
              .advising(
                  failure.getMessage().contains("Expired")
                      ? "sign in again: aws sso login, or renew what " + link + " gives"
                      : "aws sts get-caller-identity fails as well: correct what "
                          + link
                          + " gives");
      default ->
          Observed.of(Level.FAILURE, LABEL, failure.getMessage() + " (" + link + ")")
              .advising("see whether https://sts.<region>.amazonaws.com can be reached from here");
    };
  }
}
