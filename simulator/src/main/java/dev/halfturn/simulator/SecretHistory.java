// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of one application, oldest first. An immutable value: a rotation makes another one.
 */
record SecretHistory(List<IssuedSecret> secrets) {

  SecretHistory {
    secrets = List.copyOf(secrets);
  }

  static SecretHistory startingWith(String value, Instant at, Rules rules) {
    return new SecretHistory(List.of(IssuedSecret.original(value, at, rules)));
  }

  SecretHistory rotated(String newValue, Instant at, Rules rules) {
    boolean lastTwoOnly = rules.secondRotation() == Rules.SecondRotation.KEEPS_LAST_TWO;
    List<IssuedSecret> next = new ArrayList<>();
    for (IssuedSecret secret : secrets) {
      boolean replacedBefore = secret.diesAt().isPresent();
      Instant end = replacedBefore && lastTwoOnly ? at : at.plus(AmazonFacts.OVERLAP);
      next.add(secret.dyingAt(end));
    }
    next.add(current().successor(newValue, at, rules));
    return new SecretHistory(next);
  }

  IssuedSecret current() {
    return secrets.get(secrets.size() - 1);
  }

  IssuedSecret numbered(int number) {
    return secrets.get(number - 1);
  }

  Optional<IssuedSecret> find(String value) {
    return secrets.stream().filter(secret -> secret.value().equals(value)).findFirst();
  }

  /** The secret of this value if the token endpoint accepts it. */
  Optional<IssuedSecret> exchanging(String value, Instant now) {
    return find(value).filter(secret -> secret.exchangesAt(now));
  }

  @Override
  public String toString() {
    return secrets.toString();
  }
}
