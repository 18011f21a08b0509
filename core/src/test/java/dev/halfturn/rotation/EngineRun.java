// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationDecision.Send;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engine in a loop, with deliveries that succeed at once, or not at all. */
final class EngineRun {

  static final FingerprintKey KEY = FingerprintKey.random(new Random(1));
  static final Fingerprint FIRST = new Fingerprint("00000000000000f1");
  static final Fingerprint SECOND = new Fingerprint("00000000000000f2");

  final RotationPolicy policy;
  final List<String> told = new ArrayList<>();
  TreeSet<String> notifiers = new TreeSet<>(List.of("mail"));
  Optional<RotationRecord> record = Optional.empty();
  Fingerprint fingerprint = FIRST;
  SecretVersion version;
  TreeMap<String, Instant> stragglers = new TreeMap<>();
  TreeMap<String, Instant> authorizations = new TreeMap<>();
  Set<String> broken = new TreeSet<>();
  boolean delivering = true;
  RotationDecision last;

  EngineRun(RotationPolicy policy, Instant stored) {
    this.policy = policy;
    this.version = new SecretVersion("1", stored);
  }

  /** A tracked secret whose issue a person has declared. */
  static EngineRun declared(Instant issuedAt) {
    return declared(RotationPolicy.DEFAULT, issuedAt);
  }

  static EngineRun declared(RotationPolicy policy, Instant issuedAt) {
    EngineRun run = new EngineRun(policy, issuedAt);
    run.notifiers = new TreeSet<>();
    run.poll(issuedAt);
    run.notifiers = new TreeSet<>(List.of("mail"));
    run.expire(Expiry.ofIssue(issuedAt, run.policy.lifetime(), Provenance.DECLARED));
    return run;
  }

  void expire(Expiry expiry) {
    record = record.map(known -> known.withExpiry(expiry));
  }

  /** Somebody acknowledges the latest reminder. */
  void acknowledge(Instant at, Optional<Instant> until) {
    Optional<Rung> rung =
        new Ladder(policy, record().current(), Optional.empty())
            .latestLoudDue(at)
            .map(Ladder.Due::rung);
    record =
        record.map(known -> known.withAcknowledgement(new Acknowledgement(rung, at, until, "x")));
  }

  void replaceSecret(Fingerprint by, String versionId, Instant stored) {
    fingerprint = by;
    version = new SecretVersion(versionId, stored);
  }

  RotationStatus status(Instant at) {
    return decide(at).status();
  }

  RotationDecision decide(Instant now) {
    return RotationEngine.decide(
        "erp",
        policy,
        record,
        new Observation(KEY, fingerprint, version, notifiers, stragglers, authorizations),
        now);
  }

  /** Decides, sends, remembers. */
  RotationDecision poll(Instant now) {
    last = decide(now);
    RotationRecord next = last.record();
    if (delivering) {
      for (Send send : last.sends()) {
        Delivery attempt =
            next.notifier(send.notifier()).delivery(send.rung()).orElseThrow().attempted(now);
        if (broken.contains(send.notifier())) {
          next = next.withDelivery(send.notifier(), attempt.failed(ErrorCode.NOT_FOUND, now));
        } else {
          told.add(send.notifier() + ":" + send.rung());
          next = next.withDelivery(send.notifier(), attempt.delivered(now));
        }
      }
    }
    record = Optional.of(next);
    return last;
  }

  RotationRecord record() {
    return record.orElseThrow();
  }
}
