// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** Which entries there are. */
final class SsmListing {

  private final SsmCalls calls;
  private final ParameterNames names;

  SsmListing(SsmCalls calls, ParameterNames names) {
    this.calls = calls;
    this.names = names;
  }

  NavigableSet<SecretName> names(String prefix) {
    SortedMap<SecretName, String> aliases = names.aliases(prefix);
    NavigableSet<SecretName> found = existing(aliases);
    ParameterStringFilter filter =
        ParameterStringFilter.builder()
            .key("Name")
            .option("BeginsWith")
            .values(names.rawPrefix(prefix))
            .build();
    for (ParameterMetadata parameter : calls.describe(filter)) {
      names
          .entry(parameter.name())
          .filter(name -> name.isWithin(prefix) && !aliases.containsKey(name))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Parameters with other names may lie anywhere, so they are asked for by name. */
  private NavigableSet<SecretName> existing(SortedMap<SecretName, String> aliases) {
    NavigableSet<SecretName> found = new TreeSet<>();
    List<String> parameters = new ArrayList<>(aliases.values());
    for (int from = 0; from < parameters.size(); from += SsmCalls.BATCH) {
      List<String> batch =
          parameters.subList(from, Math.min(parameters.size(), from + SsmCalls.BATCH));
      for (Parameter parameter : calls.getAll(batch, false).parameters()) {
        names.entry(parameter.name()).ifPresent(found::add);
      }
    }
    return found;
  }
}
