// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.gcp.secretmanager.SecretWrites.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Writes on the condition that nobody has written since. The secret's etag decides who may add the
 * next version, by a {@link Claim}; the number of the version made tells whether somebody added one
 * without a claim.
 */
final class ClaimedPuts {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ROUNDS = 1000;

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final NewSecrets newSecrets;
  private final Looks looks;
  private final Marks marks;
  private final SecretWrites writes;
  private final OldVersions oldVersions;
  private final Restoration restoration;
  private final InstantSource clock;
  private final RandomGenerator random;

  ClaimedPuts(SecretManagerParts parts, InstantSource clock, RandomGenerator random) {
    calls = parts.calls();
    ids = parts.ids();
    newSecrets = parts.newSecrets();
    looks = parts.looks();
    marks = parts.marks();
    writes = parts.writes();
    oldVersions = parts.oldVersions();
    restoration = new Restoration(looks, parts.reads());
    this.clock = clock;
    this.random = random;
  }

  /** Adds a version if the current one has this number. */
  Optional<SecretVersion> putIfVersion(SecretName name, SecretValue value, long expected) {
    Payloads.of(name, value);
    return put(name, value, look -> look.currentNumber().equals(OptionalLong.of(expected)), false);
  }

  /** Adds a version if none is enabled. */
  Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    Payloads.of(name, value);
    return put(name, value, look -> look.current().isEmpty(), true);
  }

  private Optional<SecretVersion> put(
      SecretName name, SecretValue value, Predicate<Look> condition, boolean creating) {
    String id = ids.id(name);
    String secret = calls.secret(id);
    String nonce = nonce();
    Patience patience = new Patience(clock);
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Look> look = looks.at(secret);
      if (look.isEmpty()) {
        if (!creating) {
          return Optional.empty();
        }
        Claim first = new Claim(1, nonce, clock.instant());
        if (isCreated(id, first)) {
          return add(name, secret, value, first);
        }
        continue;
      }
      if (!condition.test(look.get())) {
        return Optional.empty();
      }
      Optional<Claim> open = look.get().claim().filter(claim -> claim.isOpen(look.get()));
      if (open.isPresent() && open.get().nonce().equals(nonce)) {
        return add(name, secret, value, open.get());
      }
      if (open.isPresent() && !patience.isOver(open.get())) {
        calls.pause(POLL);
        patience.spend(POLL);
        continue;
      }
      Claim next = new Claim(look.get().newest() + 1, nonce, clock.instant());
      if (isClaimed(look.get(), next)) {
        return add(name, secret, value, next);
      }
    }
    throw marks.busy();
  }

  /** False also if nobody knows: the next look tells. */
  private boolean isCreated(String id, Claim first) {
    try {
      calls.create(id, newSecrets.claimed(first));
      return true;
    } catch (ApiException e) {
      if (SecretManagerCalls.is(e, SecretManagerCalls.ALREADY_EXISTS)) {
        return false; // by others, or by us before the answer was lost
      }
      throw calls.failure(e);
    }
  }

  /** False also if the claim was made and the answer lost: the next look tells. */
  private boolean isClaimed(Look look, Claim claim) {
    try {
      calls.annotate(
          Annotations.of(look.secret())
              .with(Claim.ANNOTATION, claim.text())
              .without(Annotations.DELETED));
      return true;
    } catch (ApiException e) {
      if (SecretManagerCalls.isOvertaken(e)) {
        return false;
      }
      throw calls.failure(e);
    }
  }

  private Optional<SecretVersion> add(
      SecretName name, String secret, SecretValue value, Claim claim) {
    Write write = new Write(name, secret, value, claim.number() - 1);
    SecretVersion added = writes.add(write);
    if (Versions.number(added) != claim.number()) {
      return writes.afterwards(write, () -> giveWay(write, added));
    }
    oldVersions.leave(secret, added);
    return Optional.of(added);
  }

  /**
   * Makes the value current again that ours has covered, under a claim like any other: who has
   * written since, or holds a claim, has the last word. If there is none to put back ours is
   * disabled, so that no older one becomes current.
   */
  private Optional<SecretVersion> giveWay(Write write, SecretVersion ours) {
    restoration
        .covered(write, ours)
        .ifPresentOrElse(
            theirs -> putIfVersion(write.name(), theirs, Versions.number(ours)),
            () -> writes.withdraw(ours));
    return Optional.empty();
  }

  private String nonce() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
