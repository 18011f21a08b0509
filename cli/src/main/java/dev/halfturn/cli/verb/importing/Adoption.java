// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.config.ConfigFile;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the store in use find what others put into its service where it lies, so that whoever reads
 * it there goes on to do so: only the configuration changes.
 */
final class Adoption {

  private final Invocation invocation;
  private final ServiceSearch service;
  private final List<String> apps = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  Adoption(Invocation invocation, ServiceSearch service, List<FoundApplication> chosen) {
    this.invocation = invocation;
    this.service = service;
    chosen.forEach(application -> service.name(application).ifPresent(apps::add));
    apps.forEach(app -> settings.putAll(service.settings(app)));
  }

  /** Whether it was found in the service of the store in use. */
  boolean isPossible() {
    return service.storeName().equals(invocation.configuration().store().name());
  }

  /** Under another name everything would have to be copied, and the others' copy would grow old. */
  void requireItsNames(Optional<String> given) {
    given
        .filter(name -> !apps.contains(name))
        .ifPresent(
            name -> {
              throw new HalfturnException(
                  Problem.of(
                          ErrorCode.INVALID_ARGUMENT,
                          "what lies in the store already is called "
                              + String.join(", ", apps)
                              + " there")
                      .withHint("leave out --app"));
            });
  }

  /** What has to be set. */
  Map<String, String> settings() {
    return settings;
  }

  /** Sets it in the configuration file. */
  void write() {
    if (settings.isEmpty()) {
      return;
    }
    ConfigFile file = invocation.editableConfig();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      file = file.with(setting.getKey(), setting.getValue());
    }
    file.write();
  }

  /** What was done, or would be. */
  List<String> lines(DryRun dryRun) {
    List<String> lines = new ArrayList<>();
    for (String app : apps) {
      lines.add("Stays   " + String.join(", ", service.rawNames(app)));
    }
    settings.forEach(
        (key, value) -> lines.add(dryRun.verb("Set     ", "set ") + key + " = " + value));
    return lines;
  }
}
