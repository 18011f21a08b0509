// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.util.Map;
import java.util.Optional;

/** What is to be thought of the key that encrypts. */
final class KeyVerdict {

  private static final String LABEL = "key";
  private static final String BY_TEST = "halfturn store test shows whether it can be used";

  private KeyVerdict() {}

  /** Of what DescribeKey answers. */
  static Observed described(String key, Map<String, Object> metadata) {
    String state = Answers.text(metadata, "KeyState");
    if (!Boolean.TRUE.equals(metadata.get("Enabled"))) {
      return Observed.of(Level.FAILURE, LABEL, key + " is not enabled: " + state)
          .advising(
              state.equals("PendingDeletion")
                  ? "aws kms cancel-key-deletion --key-id " + id(key, metadata)
                  : "aws kms enable-key --key-id " + id(key, metadata));
    }
    if (isOther(metadata, "KeyUsage", "ENCRYPT_DECRYPT")
        || isOther(metadata, "KeySpec", "SYMMETRIC_DEFAULT")) {
      return Observed.of(Level.FAILURE, LABEL, key + " is no symmetric key that encrypts")
          .advising("aws kms create-key, and name that one");
    }
    return Observed.of(
        Level.OK,
        LABEL,
        key
            + (Answers.text(metadata, "KeyManager").equals("AWS")
                ? ", enabled, managed by AWS"
                : ", enabled, your own"));
  }

  private static boolean isOther(Map<String, Object> metadata, String key, String expected) {
    String text = Answers.text(metadata, key);
    return !text.isEmpty() && !text.equals(expected);
  }

  private static String id(String key, Map<String, Object> metadata) {
    String id = Answers.text(metadata, "KeyId");
    return id.isEmpty() ? key : id;
  }

  /** Of a refusal of DescribeKey. */
  static Observed refused(String key, boolean isEverybodys, HalfturnException failure) {
    if (failure.code() == ErrorCode.NOT_FOUND && isEverybodys) {
      return Observed.of(Level.OK, LABEL, key + ", which AWS makes when it is first needed");
    }
    if (failure.code() == ErrorCode.NOT_FOUND) {
      return Observed.of(Level.FAILURE, LABEL, "there is no key " + key + " in this region")
          .advising("aws kms list-aliases shows those that there are");
    }
    return Observed.of(Level.UNKNOWN, LABEL, key + ": " + failure.getMessage()).advising(BY_TEST);
  }

  /**
   * Of what a use that is not carried out answers. Rights that are limited to a service, as those
   * are that {@code halfturn store policy} prints, do not allow it, and that is no fault.
   *
   * @param what was asked for: {@code encrypt}
   */
  static Optional<Observed> used(String what, Optional<HalfturnException> failure) {
    if (failure.isEmpty() || failure.get().getMessage().endsWith("DryRunOperationException")) {
      return Optional.empty();
    }
    if (Look.isDenied(failure.get())) {
      return Optional.of(
          Observed.of(
                  Level.UNKNOWN,
                  LABEL,
                  "may not " + what + " with it directly, perhaps through the service only")
              .advising(BY_TEST));
    }
    return Optional.of(
        Observed.of(Level.FAILURE, LABEL, "cannot " + what + ": " + failure.get().getMessage())
            .advising(BY_TEST));
  }
}
