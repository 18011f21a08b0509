// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.rpc.Code;
import io.grpc.Status;
import java.util.Objects;

/** A refusal of a service of Google. */
public final class GcpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public GcpError(Code code, String message) {
    super(Objects.requireNonNull(message));
    this.code = Objects.requireNonNull(code);
  }

  /** The same by the name that gRPC has for it. */
  public GcpError(Status.Code code, String message) {
    this(Code.valueOf(code.name()), message);
  }

  /** The canonical status. */
  public Code code() {
    return code;
  }

  /**
   * The same over HTTP.
   *
   * @see <a href="https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto">the
   *     mapping</a>
   */
  public int httpStatus() {
    return switch (code) {
      case OK -> 200;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, ABORTED -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> 500;
      case UNIMPLEMENTED -> 501;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
    };
  }

  static GcpError invalid(String message) {
    return new GcpError(Code.INVALID_ARGUMENT, message);
  }

  static GcpError notFound(String message) {
    return new GcpError(Code.NOT_FOUND, message);
  }

  static GcpError precondition(String message) {
    return new GcpError(Code.FAILED_PRECONDITION, message);
  }
}
