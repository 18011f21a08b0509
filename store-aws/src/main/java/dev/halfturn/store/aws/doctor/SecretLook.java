// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets of Secrets Manager, by what is said of them, never by what is in them. */
final class SecretLook {

  private static final String LABEL = "secret";

  private final Look look;

  SecretLook(Look look) {
    this.look = look;
  }

  List<Observed> examine(List<String> secrets) {
    List<Observed> observed = new ArrayList<>();
    try {
      if (secrets.isEmpty()) {
        look.json("secretsmanager", "secretsmanager.ListSecrets", Map.of("MaxResults", 1));
      }
      for (String secret : secrets) {
        describe(secret).ifPresent(observed::add);
      }
      observed.add(0, Observed.of(Level.OK, "reach", "Secrets Manager answers"));
    } catch (HalfturnException e) {
      observed.add(
          0,
          Observed.of(Look.isDenied(e) ? Level.UNKNOWN : Level.FAILURE, "reach", e.getMessage()));
    }
    return observed;
  }

  private Optional<Observed> describe(String secret) {
    try {
      return verdict(
          secret,
          look.json("secretsmanager", "secretsmanager.DescribeSecret", Map.of("SecretId", secret)));
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.of(
            Observed.of(Level.WARNING, LABEL, secret + " does not exist yet")
                .advising("halfturn app add makes it"));
      }
      throw e;
    }
  }

  /** What is to be thought of what DescribeSecret answers; empty if nothing. */
  static Optional<Observed> verdict(String secret, Map<String, Object> description) {
    if (description.get("DeletedDate") != null) {
      return Optional.of(
          Observed.of(Level.FAILURE, LABEL, secret + " is marked for deletion")
              .advising("aws secretsmanager restore-secret --secret-id " + secret));
    }
    if (Boolean.TRUE.equals(description.get("RotationEnabled"))) {
      return Optional.of(
          Observed.of(
                  Level.WARNING,
                  LABEL,
                  secret + " is rotated by AWS as well: two that rotate end each other's secrets")
              .advising("aws secretsmanager cancel-rotate-secret --secret-id " + secret));
    }
    return Optional.empty();
  }
}
