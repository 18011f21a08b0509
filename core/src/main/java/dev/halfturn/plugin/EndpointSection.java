// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.HalfturnException;
import java.util.function.Consumer;

/** The settings {@code endpoint...} and {@code proxy}. */
final class EndpointSection {

  private final Checks checks;

  EndpointSection(Checks checks) {
    this.checks = checks;
  }

  Endpoints check() {
    boolean allowCustom = checks.read(CoreKeys.ALLOW_CUSTOM).orElse(false);
    Endpoints.Builder all = Endpoints.builder().allowCustom(allowCustom);
    checks
        .read(CoreKeys.LWA)
        .ifPresent(address -> add(all, allowCustom, CoreKeys.LWA.pattern(), to -> to.lwa(address)));
    for (SpApiRegion region : SpApiRegion.values()) {
      checks
          .read(CoreKeys.SP_API, region.text())
          .ifPresent(
              address ->
                  add(
                      all,
                      allowCustom,
                      CoreKeys.SP_API.key(region.text()),
                      to -> to.spApi(region, address)));
    }
    checks.read(CoreKeys.PROXY).ifPresent(all::proxy);
    return all.build();
  }

  /** Tries one address alone, so that each has its own problem, and keeps it if it is good. */
  private void add(
      Endpoints.Builder all, boolean allowCustom, String key, Consumer<Endpoints.Builder> address) {
    Endpoints.Builder alone = Endpoints.builder().allowCustom(allowCustom);
    address.accept(alone);
    try {
      alone.build();
      address.accept(all);
    } catch (HalfturnException e) {
      String reason =
          e.getMessage().startsWith(key + " ")
              ? e.getMessage().substring(key.length() + 1)
              : e.getMessage();
      checks.problem(key, reason + e.hint().map(hint -> "; " + hint).orElse(""));
    }
  }
}
