// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.KeyValue;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first configuration for a store that a service keeps: there is nothing else to make. */
final class ServiceInit {

  private final Invocation invocation;
  private final String type;
  private final Map<String, String> options = new LinkedHashMap<>();

  /**
   * @param type the plug-in
   * @param given values of its options
   */
  ServiceInit(Invocation invocation, String type, List<KeyValue> given) {
    this.invocation = invocation;
    this.type = type;
    given.forEach(option -> options.put(option.key(), option.value()));
    PluginInstance<SecretStore> store = check().store();
    refuseSensitive(store.factory().options());
    store.open(invocation.context(store.name())).close(); // says what is missing, asks nobody
  }

  /** The process list and the shell's history would know it. */
  private void refuseSensitive(List<ConfigOption<?>> known) {
    for (ConfigOption<?> option : known) {
      if (option.sensitive() && options.containsKey(option.key())) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + option.key() + "' is secret, and the command line is no place for it")
                .withHint("set store." + type + "." + option.key() + "-file in the file later"));
      }
    }
  }

  private Configuration check() {
    Settings.Builder settings = Settings.builder().put("store", type, Origin.CODE);
    options.forEach(
        (key, value) ->
            settings.put("store." + type + "." + key, value.replace("${", "$${"), Origin.CODE));
    return Configuration.of(settings.build(), invocation.plugins(), name -> Optional.empty());
  }

  /** What is written. */
  String text() {
    return ConfigText.of(type, options);
  }

  void run(Path config, DryRun dryRun) {
    NewConfig.requireAbsent(config);
    if (!dryRun.given()) {
      NewConfig.write(config, text());
    }
    Map<String, Object> members = JsonText.object();
    members.put("config", config.toString());
    members.put("store", type);
    members.put("keyFile", Optional.empty());
    members.put("storeId", Optional.empty());
    members.put("dryRun", dryRun.given());
    invocation.done(
        "init",
        members,
        List.of(
            dryRun.verb("Wrote ", "write") + " " + config + "   (commented, no secrets in it)",
            "Store  " + type + "   a service, which has not been asked",
            dryRun.given() ? "Nothing was written." : "Done. Next: halfturn doctor"));
  }
}
