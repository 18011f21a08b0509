// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.time.Instant;

/** Notes in an annotation when a value ends to be valid: never where Secret Manager acts on it. */
final class ExpiryMarks {

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final Looks looks;
  private final Marks marks;

  ExpiryMarks(SecretManagerParts parts) {
    calls = parts.calls();
    ids = parts.ids();
    looks = parts.looks();
    marks = parts.marks();
  }

  void mark(SecretName name, Instant expiresAt) {
    String secret = calls.secret(ids.id(name));
    if (looks.at(secret).flatMap(Look::current).isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, calls.owner() + " has no entry '" + name + "'"));
    }
    marks.change(
        secret, annotations -> annotations.with(Annotations.EXPIRES_AT, expiresAt.toString()));
  }
}
