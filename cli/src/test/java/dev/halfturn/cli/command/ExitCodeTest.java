// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

  @Test
  void numbersAreNeverChanged() {
    List<Integer> numbers = Arrays.stream(ExitCode.values()).map(ExitCode::number).toList();

    assertThat(numbers)
        .containsExactly(
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 126, 127,
            130);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 5",
    "PERMISSION_DENIED, 4",
    "UNAUTHENTICATED, 4",
    "INVALID_ARGUMENT, 2",
    "UNSUPPORTED, 19",
    "CONFLICT, 8",
    "FAILED_PRECONDITION, 20",
    "CORRUPT, 17",
    "RATE_LIMITED, 16",
    "UNAVAILABLE, 6",
    "TIMEOUT, 6",
    "INTERNAL, 1"
  })
  void followsTheErrorCode(ErrorCode code, int number) {
    assertThat(ExitCode.of(Problem.of(code, "x")).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, WRONG_KEY, 7",
    "CORRUPT, STORE_TAMPERED, 17",
    "CORRUPT, STORE_CORRUPT, 17",
    "NOT_FOUND, STORE_MISSING, 5",
    "UNSUPPORTED, UNSUPPORTED_VERSION, 19",
    "CORRUPT, STORE_ROLLED_BACK, 17",
    "CONFLICT, STALE_WRITE, 8",
    "CONFLICT, STORE_BUSY, 8",
    "UNAVAILABLE, STORE_FULL, 18",
    "FAILED_PRECONDITION, STORE_READ_ONLY, 18",
    "UNAVAILABLE, DURABILITY_UNKNOWN, 18",
    "PERMISSION_DENIED, STORE_INSECURE, 4",
    "FAILED_PRECONDITION, KDF_LIMIT, 20",
    "INVALID_ARGUMENT, CONFIG_INVALID, 9",
    "NOT_FOUND, PLUGIN_UNKNOWN, 9",
    "FAILED_PRECONDITION, PLUGIN_DUPLICATE, 9",
    "UNAUTHENTICATED, CREDENTIAL_REJECTED, 13",
    "PERMISSION_DENIED, CLIENT_NOT_ALLOWED, 4",
    "FAILED_PRECONDITION, SELLER_REVOKED, 15",
    "CONFLICT, APP_EXISTS, 20",
    "NOT_FOUND, KEY_MISSING, 7",
    "UNAVAILABLE, INTERRUPTED, 130"
  })
  void followsTheReasonWhereThatSaysMore(ErrorCode code, String reason, int number) {
    assertThat(ExitCode.of(Problem.of(code, reason, "x")).number()).isEqualTo(number);
  }
}
