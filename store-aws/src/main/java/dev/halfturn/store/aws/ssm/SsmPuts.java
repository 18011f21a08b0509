// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.aws.ssm.SsmWrites.Write;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** What the writes of a store mean. */
final class SsmPuts {

  /** After so many others have restored the winner in the meantime it is left to them. */
  private static final int RESTORATIONS = 5;

  private final SsmCalls calls;
  private final ParameterNames names;
  private final Requests requests;
  private final SsmWrites writes;
  private final RandomGenerator random;

  SsmPuts(
      SsmCalls calls,
      ParameterNames names,
      Requests requests,
      SsmWrites writes,
      RandomGenerator random) {
    this.calls = calls;
    this.names = names;
    this.requests = requests;
    this.writes = writes;
    this.random = random;
  }

  /** Reads the number of the current version first: only so a lost answer can be made up for. */
  VersionId put(SecretName name, SecretValue value) {
    String parameter = names.raw(name);
    PutParameterRequest overwriting = requests.overwriting(name, parameter, value).build();
    long before = calls.get(parameter, false).map(Parameter::version).orElse(0L);
    PutParameterRequest request =
        before > 0
            ? overwriting
            : requests.creating(name, parameter, value).overwrite(true).build();
    return writes.overwrite(new Write(name, value, before, request));
  }

  Optional<VersionId> putIfAbsent(SecretName name, SecretValue value) {
    String parameter = names.raw(name);
    return writes.create(
        new Write(name, value, 0, requests.creating(name, parameter, value).build()));
  }

  Optional<VersionId> putUnlessOvertaken(SecretName name, SecretValue value, VersionId expected) {
    return replace(name, value, expected, requests.overwriting(name, names.raw(name), value));
  }

  /** The same value once more, with the notice. */
  Optional<VersionId> putWithNotice(SecretName name, SecretValue value, VersionId expected) {
    return replace(name, value, expected, requests.noting(name, names.raw(name), value));
  }

  private Optional<VersionId> replace(
      SecretName name, SecretValue value, VersionId expected, PutParameterRequest.Builder request) {
    String parameter = names.raw(name);
    if (calls.get(parameter, false).map(SsmWrites::id).filter(expected::equals).isEmpty()) {
      return Optional.empty();
    }
    PutParameterRequest marked = request.description(mark(Mark.Kind.REPLACES, expected)).build();
    VersionId made = writes.overwrite(new Write(name, value, expected.number(), marked));
    if (made.number() == expected.number() + 1) {
      return Optional.of(made);
    }
    return settle(name, parameter, expected).equals(made) ? Optional.of(made) : Optional.empty();
  }

  /** Sees to it that the winner's value is the current one, and tells who won. */
  private VersionId settle(SecretName name, String parameter, VersionId expected) {
    Race race = new Race(calls.history(parameter), expected);
    for (int i = 0; i < RESTORATIONS && !race.isOver(); i++) {
      restore(name, parameter, race);
      race = new Race(calls.history(parameter), expected);
    }
    return race.winner();
  }

  private void restore(SecretName name, String parameter, Race race) {
    Optional<SecretValue> value =
        calls
            .get(parameter + ":" + race.winner().number(), true)
            .map(found -> SecretValue.ofUtf8(found.value()));
    value.ifPresent(
        winning -> {
          PutParameterRequest request =
              requests
                  .overwriting(name, parameter, winning)
                  .description(mark(Mark.Kind.RESTORES, race.winner()))
                  .build();
          writes.overwrite(new Write(name, winning, race.newest().number(), request));
        });
  }

  private String mark(Mark.Kind kind, VersionId version) {
    return new Mark(HexFormat.of().toHexDigits(random.nextLong()), kind, version).text();
  }
}
