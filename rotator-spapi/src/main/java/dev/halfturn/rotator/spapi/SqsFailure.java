// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of the SDK means. */
final class SqsFailure {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._]{1,80}");

  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("QueueDoesNotExist", ErrorCode.NOT_FOUND),
          Map.entry("NonExistentQueue", ErrorCode.NOT_FOUND),
          Map.entry("AccessDenied", ErrorCode.PERMISSION_DENIED),
          Map.entry("AccessDeniedException", ErrorCode.PERMISSION_DENIED),
          Map.entry("KmsAccessDenied", ErrorCode.PERMISSION_DENIED),
          Map.entry("InvalidClientTokenId", ErrorCode.UNAUTHENTICATED),
          Map.entry("UnrecognizedClientException", ErrorCode.UNAUTHENTICATED),
          Map.entry("InvalidAccessKeyId", ErrorCode.UNAUTHENTICATED),
          Map.entry("InvalidSignatureException", ErrorCode.UNAUTHENTICATED),
          Map.entry("SignatureDoesNotMatch", ErrorCode.UNAUTHENTICATED),
          Map.entry("IncompleteSignature", ErrorCode.UNAUTHENTICATED),
          Map.entry("MissingAuthenticationToken", ErrorCode.UNAUTHENTICATED),
          // a role's next token, or a clock put right, mends it
          Map.entry("ExpiredToken", ErrorCode.UNAVAILABLE),
          Map.entry("ExpiredTokenException", ErrorCode.UNAVAILABLE),
          Map.entry("RequestExpired", ErrorCode.UNAVAILABLE),
          Map.entry("ReceiptHandleIsInvalid", ErrorCode.CONFLICT),
          Map.entry("MessageNotInflight", ErrorCode.CONFLICT),
          Map.entry("QueueDeletedRecently", ErrorCode.CONFLICT),
          Map.entry("QueueNameExists", ErrorCode.CONFLICT),
          Map.entry("OverLimit", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KmsDisabled", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KmsInvalidState", ErrorCode.FAILED_PRECONDITION),
          Map.entry("KmsNotFound", ErrorCode.FAILED_PRECONDITION));

  private static final Set<String> MISSING = Set.of("QueueDoesNotExist", "NonExistentQueue");

  private SqsFailure() {}

  /** Whether it says that there is no such queue. */
  static boolean isMissing(SdkException failure) {
    return failure instanceof AwsServiceException refusal && MISSING.contains(name(refusal));
  }

  static HalfturnException of(String owner, SdkException failure) {
    if (failure instanceof AwsServiceException refusal) {
      return new HalfturnException(refused(owner, refusal));
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return new HalfturnException(
          Problem.of(ErrorCode.TIMEOUT, owner + " got no answer from SQS in time"));
    }
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return interrupted(owner);
    }
    return new HalfturnException(
        Problem.of(
            ErrorCode.UNAVAILABLE,
            isUntrusted(failure)
                ? owner + " does not trust the certificate of SQS"
                : owner + " cannot reach SQS"));
  }

  static HalfturnException interrupted(String owner) {
    return new HalfturnException(
        Problem.of(
            ErrorCode.UNAVAILABLE, "INTERRUPTED", owner + " was told to stop while it waited"));
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** The service's own name of a refusal, without the name space before it. */
  private static String name(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .map(details -> details.errorCode())
        .filter(found -> NAME.matcher(found).matches())
        .map(found -> found.substring(found.lastIndexOf('.') + 1))
        .orElse("");
  }

  private static Problem refused(String owner, AwsServiceException refusal) {
    String name = name(refusal);
    ErrorCode code = code(name, refusal);
    Problem problem =
        Problem.of(
            code,
            "SQS refused "
                + owner
                + ": "
                + (name.isEmpty() ? "status " + refusal.statusCode() : name));
    return hint(code).map(problem::withHint).orElse(problem);
  }

  private static ErrorCode code(String name, AwsServiceException refusal) {
    if (refusal.isThrottlingException() || name.equals("KmsThrottled")) {
      return ErrorCode.RATE_LIMITED;
    }
    ErrorCode known = CODES.get(name);
    if (known != null) {
      return known;
    }
    if (refusal.statusCode() >= 500) {
      return ErrorCode.UNAVAILABLE;
    }
    return switch (refusal.statusCode()) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404 -> ErrorCode.NOT_FOUND;
      default -> ErrorCode.INVALID_ARGUMENT;
    };
  }

  private static Optional<String> hint(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND ->
          Optional.of(
              "see queue-url, dlq-url and region, or make the queues: halfturn queue setup");
      case PERMISSION_DENIED ->
          Optional.of(
              "allow these credentials sqs:ReceiveMessage, sqs:DeleteMessage,"
                  + " sqs:ChangeMessageVisibility and sqs:GetQueueAttributes on the queues, and"
                  + " kms:Decrypt on their key");
      case UNAUTHENTICATED ->
          Optional.of("look at the credentials for AWS, and at this machine's clock");
      case RATE_LIMITED -> Optional.of("the account makes too many calls: wait, then repeat");
      default -> Optional.empty();
    };
  }
}
