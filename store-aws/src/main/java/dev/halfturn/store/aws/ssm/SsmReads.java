// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** How values are read: by name, never by position. */
final class SsmReads {

  private final SsmCalls calls;
  private final ParameterNames names;

  SsmReads(SsmCalls calls, ParameterNames names) {
    this.calls = calls;
    this.names = names;
  }

  Optional<StoredSecret> find(SecretName name) {
    return calls.get(names.raw(name), true).map(found -> secret(name, found));
  }

  Optional<StoredSecret> find(SecretName name, VersionId version) {
    return calls
        .get(names.raw(name) + ":" + version.number(), true)
        .filter(found -> SsmWrites.id(found).equals(version))
        .map(found -> secret(name, found));
  }

  Map<SecretName, StoredSecret> findAll(Set<SecretName> wanted) {
    SortedMap<String, SecretName> byParameter = new TreeMap<>();
    wanted.forEach(name -> byParameter.put(names.raw(name), name));
    List<String> parameters = new ArrayList<>(byParameter.keySet());
    Map<SecretName, StoredSecret> all = new TreeMap<>();
    for (int from = 0; from < parameters.size(); from += SsmCalls.BATCH) {
      List<String> batch =
          parameters.subList(from, Math.min(parameters.size(), from + SsmCalls.BATCH));
      for (Parameter found : complete(batch, calls.getAll(batch, true))) {
        SecretName name = byParameter.get(found.name());
        all.put(name, secret(name, found));
      }
    }
    return all;
  }

  /** What was found, if all else is said not to exist. */
  private List<Parameter> complete(List<String> asked, GetParametersResponse answer) {
    Set<String> answered = new HashSet<>(answer.invalidParameters());
    answer.parameters().forEach(found -> answered.add(found.name()));
    if (!answered.equals(new HashSet<>(asked))) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INTERNAL, calls.owner() + " got an answer from SSM to another question")
              .withHint("is the option endpoint that of SSM?"));
    }
    return answer.parameters();
  }

  private static StoredSecret secret(SecretName name, Parameter found) {
    return new StoredSecret(name, SsmWrites.id(found).version(), SecretValue.ofUtf8(found.value()));
  }
}
