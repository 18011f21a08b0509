// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.exception.HttpResponseException;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What a failure of Azure means, decided on the status and on the names within the body alone: the
 * library's own classes of exceptions name something else ({@code 403} is a modified resource).
 * Messages quote nothing but the service's own name of the failure: its texts repeat what was sent.
 */
public final class AzureFailure {

  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("SecretDisabled", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ObjectIsDeletedButRecoverable", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ObjectIsBeingDeleted", ErrorCode.CONFLICT),
          Map.entry("ObjectIsBeingRecovered", ErrorCode.CONFLICT),
          Map.entry("MissingSubscriptionRegistration", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KeyBasedAuthenticationNotPermitted", ErrorCode.FAILED_PRECONDITION),
          Map.entry("PopReceiptMismatch", ErrorCode.NOT_FOUND));

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          Map.entry(
              "SecretDisabled",
              "its newest version is disabled: enable it by 'az keyvault secret set-attributes'"),
          Map.entry(
              "ObjectIsDeletedButRecoverable",
              "a deleted secret holds the name: 'az keyvault secret recover' brings it back"),
          Map.entry("ObjectIsBeingDeleted", "it is being deleted: try again in a minute"),
          Map.entry("ObjectIsBeingRecovered", "it is being recovered: try again in a minute"),
          Map.entry(
              "ForbiddenByFirewall",
              "the vault's firewall does not let this address in: allow it, or use its private"
                  + " endpoint"),
          Map.entry(
              "ForbiddenByConnection",
              "the vault takes calls through its private endpoint only: see its networking"),
          Map.entry(
              "MissingSubscriptionRegistration",
              "register the service: az provider register --namespace Microsoft.EventGrid"),
          Map.entry(
              "AuthorizationPermissionMismatch",
              "give it the role Storage Queue Data Contributor on the queue"),
          Map.entry(
              "AuthorizationFailure",
              "the storage account's firewall does not let this address in, or a right is missing"),
          Map.entry("QueueNotFound", "make the queue: halfturn scheduler apply"));

  private AzureFailure() {}

  /**
   * The failure as everybody else sees it.
   *
   * @param owner how messages call the instance
   * @param service what was asked: {@code Key Vault}
   */
  public static HalfturnException of(String owner, String service, RuntimeException failure) {
    return known(owner, service, failure)
        .orElseGet(
            () ->
                new HalfturnException(
                    Problem.of(
                        ErrorCode.INTERNAL,
                        owner
                            + " fails at "
                            + service
                            + " with "
                            + failure.getClass().getSimpleName())));
  }

  /** Empty for a failure that is neither a refusal nor one of the network. */
  static Optional<HalfturnException> known(String owner, String service, RuntimeException failure) {
    Optional<HalfturnException> ours = Causes.first(failure, HalfturnException.class);
    if (ours.isPresent()) {
      return ours;
    }
    Optional<HalfturnException> broken = unanswered(owner, service, failure);
    return broken.isPresent()
        ? broken
        : Causes.first(failure, HttpResponseException.class)
            .flatMap(Refusal::of)
            .map(refusal -> new HalfturnException(refused(owner, service, refusal)));
  }

  private static Optional<HalfturnException> unanswered(
      String owner, String service, RuntimeException failure) {
    if (Causes.first(failure, InterruptedException.class).isPresent()
        || (Causes.first(failure, InterruptedIOException.class).isPresent()
            && Thread.currentThread().isInterrupted())) {
      Thread.currentThread().interrupt();
      return problem(
          Problem.of(
                  ErrorCode.UNAVAILABLE, "INTERRUPTED", owner + " was told to stop while it waited")
              .withHint("repeat it: nothing else is wrong"));
    }
    if (Causes.first(failure, InterruptedIOException.class).isPresent()
        || Causes.first(failure, TimeoutException.class).isPresent()) {
      return problem(
          Problem.of(ErrorCode.TIMEOUT, owner + " got no answer from " + service + " in time")
              .withHint("see the network, or wait longer: its option timeout"));
    }
    if (isDistrust(failure)) {
      return problem(
          Problem.of(
              ErrorCode.UNAVAILABLE, owner + " does not trust the certificate of " + service));
    }
    return Causes.first(failure, IOException.class).isPresent()
        ? problem(
            Problem.of(ErrorCode.UNAVAILABLE, owner + " cannot reach " + service)
                .withHint(
                    "see its address among the options, and the network: with a private endpoint"
                        + " its name must resolve to that here"))
        : Optional.empty();
  }

  /** Whether a certificate is at fault: a connection that breaks is an SSL exception as well. */
  private static boolean isDistrust(RuntimeException failure) {
    return Causes.first(failure, SSLPeerUnverifiedException.class).isPresent()
        || (Causes.first(failure, SSLException.class).isPresent()
            && Causes.first(failure, GeneralSecurityException.class).isPresent());
  }

  private static Optional<HalfturnException> problem(Problem problem) {
    return Optional.of(new HalfturnException(problem));
  }

  private static Problem refused(String owner, String service, Refusal refusal) {
    String shown = refusal.name().isEmpty() ? "status " + refusal.status() : refusal.name();
    Problem problem = Problem.of(code(refusal), service + " refused " + owner + ": " + shown);
    return hint(refusal).map(problem::withHint).orElse(problem);
  }

  /** What kind of failure a refusal is. */
  public static ErrorCode code(Refusal refusal) {
    ErrorCode known = CODES.get(refusal.name());
    if (known != null) {
      return known;
    }
    return switch (refusal.status()) {
      case 400, 413 -> ErrorCode.INVALID_ARGUMENT;
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404 -> ErrorCode.NOT_FOUND;
      case 408 -> ErrorCode.UNAVAILABLE;
      case 409, 412 -> ErrorCode.CONFLICT;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> refusal.status() >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL;
    };
  }

  private static Optional<String> hint(Refusal refusal) {
    if (HINTS.containsKey(refusal.name())) {
      return Optional.of(HINTS.get(refusal.name()));
    }
    return switch (code(refusal)) {
      case PERMISSION_DENIED ->
          Optional.of("give it the rights that 'halfturn store policy' prints");
      case UNAUTHENTICATED ->
          Optional.of("Azure does not take the token: see tenant-id, and 'halfturn doctor'");
      case RATE_LIMITED -> Optional.of("too many calls are made: wait, then repeat");
      default -> Optional.empty();
    };
  }
}
