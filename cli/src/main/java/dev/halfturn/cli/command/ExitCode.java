// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.Origin;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the process ends with. The numbers are a contract: they are added, never changed. */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed, see message"),
  USAGE(2, "usage: verb, flag, argument; a secret on the command line"),
  UNKNOWN(3, "(check only) unknown"),
  PERMISSION_DENIED(4, "permission denied; files or keys too open"),
  NOT_FOUND(5, "application, entry, version or store file not found"),
  UNREACHABLE(6, "store or Amazon unreachable, timeout"),
  WRONG_KEY(7, "store cannot be opened with this key"),
  CONFLICT(8, "concurrent change, or store busy"),
  CONFIGURATION(9, "configuration not valid, plug-in problem"),
  NOTHING_TO_DO(10, "nothing to do (not due)"),
  ROTATION_PENDING(11, "rotation pending, resume needed"),
  NEW_SECRET_FAILED(12, "new secret failed its test, old one kept"),
  CLIENT_REFUSED(13, "Amazon refused the client (invalid_client)"),
  SECRET_EXPIRED(14, "secret expired (the Selling Partner API's 403)"),
  SELLER_REVOKED(15, "seller revoked (invalid_grant)"),
  THROTTLED(16, "throttled, retry later"),
  STORE_DAMAGED(17, "store damaged, altered or rolled back; nothing written"),
  NOT_DURABLE(18, "write not durable (full, read-only, I/O); old state kept"),
  UNSUPPORTED(19, "format, version or feature not supported"),
  REFUSED(20, "refused: exists already, not confirmed, too early, limits"),
  NOT_EXECUTABLE(126, "(exec only) the command cannot be executed"),
  COMMAND_NOT_FOUND(127, "(exec only) there is no such command"),
  INTERRUPTED(130, "interrupted, state saved");

  /** {@code check --needs-rotation} when it could not tell: outside 1 to 254 for systemd. */
  public static final int COULD_NOT_TELL = 255;

  private static final Map<String, ExitCode> BY_REASON =
      Map.ofEntries(
          Map.entry("WRONG_KEY", WRONG_KEY),
          Map.entry("KEY_MISSING", WRONG_KEY),
          Map.entry("KEY_MALFORMED", WRONG_KEY),
          Map.entry("KEY_COMMAND_FAILED", WRONG_KEY),
          Map.entry("CONFIG_INVALID", CONFIGURATION),
          Map.entry("CONFIG_UNREADABLE", CONFIGURATION),
          Map.entry("ENDPOINT_REFUSED", CONFIGURATION),
          Map.entry("PLUGIN_DUPLICATE", CONFIGURATION),
          Map.entry("PLUGIN_UNKNOWN", CONFIGURATION),
          Map.entry("POLICY_INVALID", CONFIGURATION),
          Map.entry("NO_ISSUER", CONFIGURATION),
          Map.entry("CREDENTIAL_REJECTED", CLIENT_REFUSED),
          Map.entry("SELLER_REVOKED", SELLER_REVOKED),
          Map.entry("CLIENT_SECRET_EXPIRED", SECRET_EXPIRED),
          Map.entry("ROTATION_UNDER_WAY", ROTATION_PENDING),
          Map.entry("REQUEST_INVALID", FAILED),
          Map.entry("STORE_FULL", NOT_DURABLE),
          Map.entry("STORE_READ_ONLY", NOT_DURABLE),
          Map.entry("DURABILITY_UNKNOWN", NOT_DURABLE),
          // not a conflict that passes when it is tried again
          Map.entry("APP_EXISTS", REFUSED),
          Map.entry("SELLER_EXISTS", REFUSED),
          Map.entry("COMMAND_NOT_EXECUTABLE", NOT_EXECUTABLE),
          Map.entry("COMMAND_NOT_FOUND", COMMAND_NOT_FOUND),
          Map.entry("INTERRUPTED", INTERRUPTED));

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }

  /** What it says to the caller, one line. */
  public String meaning() {
    return meaning;
  }

  /** The exit code of a failure: by its reason where that says more, else by its code. */
  public static ExitCode of(HalfturnException failure) {
    if (failure instanceof ConfigException config && isAllFromCommandLine(config)) {
      return USAGE;
    }
    return of(failure.problem());
  }

  /** The exit code of a problem. */
  public static ExitCode of(Problem problem) {
    ExitCode byReason = BY_REASON.get(problem.reason());
    return byReason != null ? byReason : of(problem.code());
  }

  private static boolean isAllFromCommandLine(ConfigException failure) {
    return failure.problems().stream()
        .allMatch(
            problem ->
                problem
                    .origin()
                    .filter(origin -> origin.kind() == Origin.Kind.COMMAND_LINE)
                    .isPresent());
  }

  private static ExitCode of(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> NOT_FOUND;
      case PERMISSION_DENIED, UNAUTHENTICATED -> PERMISSION_DENIED;
      case INVALID_ARGUMENT -> USAGE;
      case UNSUPPORTED -> UNSUPPORTED;
      case CONFLICT -> CONFLICT;
      case FAILED_PRECONDITION -> REFUSED;
      case CORRUPT -> STORE_DAMAGED;
      case RATE_LIMITED -> THROTTLED;
      case UNAVAILABLE, TIMEOUT -> UNREACHABLE;
      case INTERNAL -> FAILED;
    };
  }

  /** Number and meaning of all of them, in order. */
  public static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(String.valueOf(code.number), code.meaning);
    }
    return table;
  }
}
