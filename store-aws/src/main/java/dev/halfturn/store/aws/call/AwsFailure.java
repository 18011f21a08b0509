// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
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
          Map.entry("LimitExceededException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("InvalidRequestException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("PreconditionNotMetException", ErrorCode.FAILED_PRECONDITION),
          Map.entry("DecryptionFailure", ErrorCode.PERMISSION_DENIED),
          Map.entry("EncryptionFailure", ErrorCode.PERMISSION_DENIED));

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

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
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
    return switch (code) {
      case PERMISSION_DENIED ->
          Optional.of("give it the rights that 'halfturn store policy' prints");
      case UNAUTHENTICATED ->
          Optional.of(
              name.startsWith("Expired")
                  ? "the credentials have expired: sign in again"
                  : "AWS does not know the credentials: see 'halfturn doctor'");
      default -> Optional.empty();
    };
  }
}
