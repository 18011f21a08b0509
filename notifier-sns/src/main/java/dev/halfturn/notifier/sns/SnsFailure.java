// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of the SDK means. */
final class SnsFailure {

  private static final Pattern NAME = Pattern.compile("[A-Za-z.]{1,64}");

  private SnsFailure() {}

  static HalfturnException of(String instance, SdkException failure) {
    String notifier = "notifier '" + instance + "' ";
    if (failure instanceof AwsServiceException refusal) {
      return new HalfturnException(refused(notifier, instance, refusal));
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return new HalfturnException(
          Problem.of(ErrorCode.TIMEOUT, notifier + "got no answer from SNS in time"));
    }
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return new HalfturnException(
          Problem.of(
              ErrorCode.UNAVAILABLE, "INTERRUPTED", notifier + "was told to stop while it waited"));
    }
    return new HalfturnException(
        Problem.of(
            ErrorCode.UNAVAILABLE,
            isUntrusted(failure)
                ? notifier + "does not trust the certificate of SNS"
                : notifier + "cannot reach SNS"));
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static Problem refused(String notifier, String instance, AwsServiceException refusal) {
    String name =
        Optional.ofNullable(refusal.awsErrorDetails())
            .map(details -> details.errorCode())
            .filter(found -> NAME.matcher(found).matches())
            .orElse("");
    int status = refusal.statusCode();
    ErrorCode code = code(name, status, refusal.isThrottlingException());
    Problem problem =
        Problem.of(
            code, notifier + "got from SNS: " + (name.isEmpty() ? "status " + status : name));
    return advice(code, instance).map(problem::withHint).orElse(problem);
  }

  private static ErrorCode code(String name, int status, boolean throttled) {
    if (throttled) {
      return ErrorCode.RATE_LIMITED;
    }
    return switch (name) {
      case "NotFound", "NotFoundException", "ResourceNotFound" -> ErrorCode.NOT_FOUND;
      case "AuthorizationError", "AccessDenied", "AccessDeniedException", "KMSAccessDenied" ->
          ErrorCode.PERMISSION_DENIED;
      case "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken" ->
          ErrorCode.UNAUTHENTICATED;
      // a role's next token, or a clock put right, mends it
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" -> ErrorCode.UNAVAILABLE;
      default -> ofStatus(status);
    };
  }

  private static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404 -> ErrorCode.NOT_FOUND;
      case 408 -> ErrorCode.TIMEOUT;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> status >= 400 && status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNAVAILABLE;
    };
  }

  private static Optional<String> advice(ErrorCode code, String instance) {
    return switch (code) {
      case NOT_FOUND -> Optional.of("make the topic: halfturn notify setup " + instance);
      case PERMISSION_DENIED ->
          Optional.of("allow sns:Publish on the topic to whom these credentials belong");
      case UNAUTHENTICATED ->
          Optional.of("look at the credentials for AWS, and at this machine's clock");
      default -> Optional.empty();
    };
  }
}
