// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What a failure of Google Cloud means. Messages quote nothing but the canonical name of the
 * status: the texts of a service repeat what was sent.
 */
public final class GcpFailure {

  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("INVALID_ARGUMENT", ErrorCode.INVALID_ARGUMENT),
          Map.entry("OUT_OF_RANGE", ErrorCode.INVALID_ARGUMENT),
          Map.entry("UNAUTHENTICATED", ErrorCode.UNAUTHENTICATED),
          Map.entry("PERMISSION_DENIED", ErrorCode.PERMISSION_DENIED),
          Map.entry("NOT_FOUND", ErrorCode.NOT_FOUND),
          Map.entry("ALREADY_EXISTS", ErrorCode.CONFLICT),
          Map.entry("ABORTED", ErrorCode.CONFLICT),
          Map.entry("FAILED_PRECONDITION", ErrorCode.FAILED_PRECONDITION),
          Map.entry("RESOURCE_EXHAUSTED", ErrorCode.RATE_LIMITED),
          Map.entry("UNIMPLEMENTED", ErrorCode.UNSUPPORTED),
          Map.entry("DATA_LOSS", ErrorCode.CORRUPT),
          Map.entry("DEADLINE_EXCEEDED", ErrorCode.TIMEOUT),
          Map.entry("UNAVAILABLE", ErrorCode.UNAVAILABLE),
          Map.entry("INTERNAL", ErrorCode.UNAVAILABLE),
          Map.entry("CANCELLED", ErrorCode.UNAVAILABLE));

  private static final String DISABLED = "SERVICE_DISABLED";

  private GcpFailure() {}

  /**
   * The canonical name of a refusal, such as {@code ALREADY_EXISTS}: of the error in the body where
   * there is one, never by the class of the exception. Empty if the failure is no refusal, but a
   * lost answer, say.
   */
  public static Optional<String> status(Throwable failure) {
    return Causes.has(failure, CredentialException.class)
        ? Optional.empty()
        : RpcStatus.of(failure).map(RpcStatus::name);
  }

  /** Whether it says that the project has not switched the service on. */
  public static boolean isDisabled(Throwable failure) {
    return RpcStatus.of(failure).filter(status -> status.reason().equals(DISABLED)).isPresent();
  }

  /**
   * The failure as everybody else sees it.
   *
   * @param owner how messages call the instance
   * @param service what was asked, as people call it: {@code Secret Manager}
   */
  public static HalfturnException of(String owner, String service, Throwable failure) {
    Optional<HalfturnException> known = Causes.find(failure, HalfturnException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<CredentialException> credentials = Causes.find(failure, CredentialException.class);
    if (credentials.isPresent()) {
      return new HalfturnException(credentials.get().problem());
    }
    if (isInterruption(failure)) {
      Thread.currentThread().interrupt();
      return new HalfturnException(
          Problem.of(
              ErrorCode.UNAVAILABLE, "INTERRUPTED", owner + " was told to stop while it waited"));
    }
    return new HalfturnException(
        RpcStatus.of(failure)
            .map(status -> refused(owner, service, status))
            .orElseGet(() -> unanswered(owner, service, failure)));
  }

  /**
   * Whether nobody knows what has become of the call: the connection broke, rather than that the
   * service refused, that there were no credentials, or that somebody wanted to stop.
   */
  public static boolean isUnanswered(Throwable failure) {
    return Causes.has(failure, IOException.class)
        && RpcStatus.of(failure).isEmpty()
        && !Causes.has(failure, CredentialException.class)
        && !isInterruption(failure);
  }

  private static boolean isInterruption(Throwable failure) {
    return Causes.has(failure, InterruptedException.class)
        || Causes.has(failure, ClosedByInterruptException.class);
  }

  private static boolean isLate(Throwable failure) {
    return Causes.find(failure, SocketTimeoutException.class)
        .filter(timeout -> !String.valueOf(timeout.getMessage()).startsWith("Connect"))
        .isPresent();
  }

  private static Problem unanswered(String owner, String service, Throwable failure) {
    if (isLate(failure)) {
      return late(owner, service);
    }
    return Problem.of(
        ErrorCode.UNAVAILABLE,
        isDistrust(failure)
            ? owner + " does not trust the certificate of " + service
            : owner + " cannot reach " + service);
  }

  /** Whether a certificate is at fault: a connection that breaks is an SSL exception as well. */
  private static boolean isDistrust(Throwable failure) {
    return Causes.has(failure, SSLPeerUnverifiedException.class)
        || (Causes.has(failure, SSLException.class)
            && Causes.has(failure, GeneralSecurityException.class));
  }

  private static Problem late(String owner, String service) {
    return Problem.of(ErrorCode.TIMEOUT, owner + " got no answer from " + service + " in time");
  }

  private static Problem refused(String owner, String service, RpcStatus status) {
    if (status.reason().equals(DISABLED)) {
      return Problem.of(
              ErrorCode.FAILED_PRECONDITION,
              "SERVICE_DISABLED",
              "the project of " + owner + " has not switched on " + service)
          .withHint("gcloud services enable " + api(service));
    }
    ErrorCode code = CODES.getOrDefault(status.name(), ErrorCode.INTERNAL);
    if (code == ErrorCode.TIMEOUT) {
      return late(owner, service);
    }
    String shown =
        status.name().equals("UNKNOWN") && status.http() != 0
            ? "status " + status.http()
            : status.name();
    Problem problem = Problem.of(code, service + " refused " + owner + ": " + shown);
    return hint(code).map(problem::withHint).orElse(problem);
  }

  private static String api(String service) {
    return service.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".googleapis.com";
  }

  private static Optional<String> hint(ErrorCode code) {
    return switch (code) {
      case PERMISSION_DENIED ->
          Optional.of("give it the rights that 'halfturn store policy' prints");
      case UNAUTHENTICATED ->
          Optional.of("Google does not take the credentials: see 'halfturn doctor'");
      case RATE_LIMITED -> Optional.of("the project makes too many calls: wait, then repeat");
      default -> Optional.empty();
    };
  }
}
