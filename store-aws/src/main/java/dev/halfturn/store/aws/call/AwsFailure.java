// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failure of AWS means. Messages quote nothing but the service's own name of the failure:
 * its texts repeat what was sent.
 */
public final class AwsFailure {

  private static final Pattern NAME = Pattern.compile("[A-Za-z.]{1,64}");

  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("AccessDenied", ErrorCode.PERMISSION_DENIED),
          Map.entry("AccessDeniedException", ErrorCode.PERMISSION_DENIED),
          Map.entry("AuthorizationError", ErrorCode.PERMISSION_DENIED),
          Map.entry("KMSAccessDeniedException", ErrorCode.PERMISSION_DENIED),
          Map.entry("UnrecognizedClientException", ErrorCode.UNAUTHENTICATED),
          Map.entry("InvalidClientTokenId", ErrorCode.UNAUTHENTICATED),
          Map.entry("InvalidSignatureException", ErrorCode.UNAUTHENTICATED),
          Map.entry("SignatureDoesNotMatch", ErrorCode.UNAUTHENTICATED),
          Map.entry("MissingAuthenticationToken", ErrorCode.UNAUTHENTICATED),
          Map.entry("IncompleteSignature", ErrorCode.UNAUTHENTICATED),
          Map.entry("ExpiredToken", ErrorCode.UNAUTHENTICATED),
          Map.entry("ExpiredTokenException", ErrorCode.UNAUTHENTICATED),
          Map.entry("ResourceNotFoundException", ErrorCode.NOT_FOUND),
          Map.entry("NotFound", ErrorCode.NOT_FOUND),
          Map.entry("NotFoundException", ErrorCode.NOT_FOUND),
          Map.entry("ParameterNotFound", ErrorCode.NOT_FOUND),
          Map.entry("TooManyUpdates", ErrorCode.CONFLICT),
          Map.entry("ConflictException", ErrorCode.CONFLICT),
          Map.entry("ResourceExistsException", ErrorCode.CONFLICT),
          Map.entry("ValidationException", ErrorCode.INVALID_ARGUMENT),
          Map.entry("InvalidParameterException", ErrorCode.INVALID_ARGUMENT),
          Map.entry("InvalidKeyId", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ParameterLimitExceeded", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ParameterMaxVersionLimitExceeded", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ParameterVersionLabelLimitExceeded", ErrorCode.FAILED_PRECONDITION),
          Map.entry("HierarchyLevelLimitExceededException", ErrorCode.INVALID_ARGUMENT),
          Map.entry("HierarchyTypeMismatchException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("ParameterAlreadyExists", ErrorCode.CONFLICT),
          Map.entry("ParameterVersionNotFound", ErrorCode.NOT_FOUND),
          Map.entry("ParameterPatternMismatchException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("UnsupportedParameterType", ErrorCode.UNSUPPORTED),
          Map.entry("PoliciesLimitExceededException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("InvalidPolicyTypeException", ErrorCode.UNSUPPORTED),
          Map.entry("InvalidPolicyAttributeException", ErrorCode.UNSUPPORTED),
          Map.entry("IncompatiblePolicyException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KMSDisabledException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KMSInvalidStateException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KMSNotFoundException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("LimitExceededException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("InvalidRequestException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("PreconditionNotMetException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("DecryptionFailure", ErrorCode.PERMISSION_DENIED),
          Map.entry("EncryptionFailure", ErrorCode.PERMISSION_DENIED));

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          Map.entry("TooManyUpdates", "somebody else writes the same parameter: try again"),
          Map.entry(
              "ParameterLimitExceeded",
              "the account has as many parameters as the tier allows: set the option tier=advanced,"
                  + " or use another region"),
          Map.entry(
              "ParameterMaxVersionLimitExceeded",
              "the oldest of its hundred versions bears a label: take it away by 'aws ssm"
                  + " unlabel-parameter-version'"),
          Map.entry(
              "HierarchyLevelLimitExceededException", "use a shorter prefix: SSM has 15 levels"),
          Map.entry(
              "HierarchyTypeMismatchException",
              "the parameter is no SecureString and can never become one: delete it, wait half a"
                  + " minute, put it again"),
          Map.entry(
              "InvalidKeyId",
              "see the option kms-key-id: the key does not exist here, or is disabled"),
          Map.entry(
              "ParameterPatternMismatchException",
              "the parameter has a pattern that the value does not match: remove the pattern"),
          Map.entry(
              "UnsupportedParameterType", "the parameter is of a type that cannot hold a secret"),
          Map.entry(
              "PoliciesLimitExceededException",
              "the parameter has ten policies: remove one, or the option no-change-days"),
          Map.entry("InvalidPolicyTypeException", "remove the option no-change-days"),
          Map.entry("InvalidPolicyAttributeException", "choose fewer no-change-days"),
          Map.entry(
              "IncompatiblePolicyException",
              "the parameter has policies that exclude one another: look at them in the console"),
          Map.entry("KMSDisabledException", "enable the key, or set another one"),
          Map.entry("KMSInvalidStateException", "the key is about to be deleted: cancel that"),
          Map.entry("KMSNotFoundException", "the key does not exist here: set another one"));

  private AwsFailure() {}

  /**
   * The service's own name of a refusal, such as {@code ParameterNotFound}; empty if it has none.
   */
  public static String name(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .map(details -> details.errorCode())
        .filter(found -> NAME.matcher(found).matches())
        .orElse("");
  }

  /**
   * The failure as everybody else sees it.
   *
   * @param owner how messages call the instance
   * @param service what was asked: {@code SSM}
   */
  public static HalfturnException of(String owner, String service, SdkException failure) {
    if (failure instanceof AwsServiceException refusal) {
      return new HalfturnException(refused(owner, service, refusal));
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return new HalfturnException(
          Problem.of(ErrorCode.TIMEOUT, owner + " got no answer from " + service + " in time"));
    }
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return new HalfturnException(
          Problem.of(
              ErrorCode.UNAVAILABLE, "INTERRUPTED", owner + " was told to stop while it waited"));
    }
    return new HalfturnException(
        Problem.of(
            ErrorCode.UNAVAILABLE,
            isUntrusted(failure)
                ? owner + " does not trust the certificate of " + service
                : owner + " cannot reach " + service));
  }

  /** Whether a certificate is at fault: a connection that breaks is an SSL exception as well. */
  private static boolean isUntrusted(Throwable failure) {
    return has(failure, SSLPeerUnverifiedException.class)
        || (has(failure, SSLException.class) && has(failure, GeneralSecurityException.class));
  }

  private static boolean has(Throwable failure, Class<? extends Exception> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Problem refused(String owner, String service, AwsServiceException refusal) {
    String name = name(refusal);
    ErrorCode code = code(name, refusal);
    String shown = name.isEmpty() ? "status " + refusal.statusCode() : name;
    Problem problem = Problem.of(code, service + " refused " + owner + ": " + shown);
    return hint(code, name).map(problem::withHint).orElse(problem);
  }

  private static ErrorCode code(String name, AwsServiceException refusal) {
    if (refusal.isThrottlingException()) {
      return ErrorCode.RATE_LIMITED;
    }
    ErrorCode known = CODES.get(name);
    if (known != null) {
      return known;
    }
    if (refusal.statusCode() >= 500) {
      return ErrorCode.UNAVAILABLE;
    }
    return refusal.statusCode() == 403 ? ErrorCode.PERMISSION_DENIED : ErrorCode.INTERNAL;
  }

  private static Optional<String> hint(ErrorCode code, String name) {
    if (HINTS.containsKey(name)) {
      return Optional.of(HINTS.get(name));
    }
    return switch (code) {
      case PERMISSION_DENIED ->
          Optional.of("give it the rights that 'halfturn store policy' prints");
      case UNAUTHENTICATED ->
          Optional.of(
              name.startsWith("Expired")
                  ? "the credentials have expired: sign in again"
                  : "AWS does not know the credentials: see 'halfturn doctor'");
      case RATE_LIMITED -> Optional.of("the account makes too many calls: wait, then repeat");
      default -> Optional.empty();
    };
  }
}
