// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.config.StoreKey;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.KeyValue;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code halfturn init}. */
@Command(
    name = "init",
    header = "Writes a configuration and creates the file store and its key.",
    description = {
      "Never overwrites: what exists is left alone and refused.",
      "With --store it writes the configuration for a service; nothing is made or asked there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn init                          asks how the store is to be unlocked",
      "  halfturn init --unlock key-file        for unattended servers, asks nothing",
      "  halfturn init --unlock passphrase      asks for it each time",
      "  halfturn init --unlock key-file --print",
      "  halfturn init --store aws-ssm --option region=eu-central-1"
    })
final class Init extends Verb {

  private static final String STORE = "file";

  @Option(
      names = "--store",
      paramLabel = "TYPE",
      description = "A store plug-in, see 'halfturn plugins' (file).")
  String type = STORE;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      converter = KeyValue.Converter.class,
      description = "An option of that store; may be repeated.")
  List<KeyValue> storeOptions = new ArrayList<>();

  @Option(
      names = "--unlock",
      paramLabel = "HOW",
      converter = Unlock.Converter.class,
      description = "key-file, passphrase or key-command.")
  Optional<Unlock> unlock = Optional.empty();

  @Option(
      names = "--store-file",
      paramLabel = "FILE",
      description = "The store (the user's data directory).")
  Optional<Path> storeFile = Optional.empty();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "The key file (beside the configuration).")
  Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Where the passphrase is from now on read; it exists.")
  Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--key-command",
      paramLabel = "COMMAND",
      description = "A command that prints the key.")
  Optional<String> keyCommand = Optional.empty();

  @Option(names = "--print", description = "Print the configuration, write nothing.")
  boolean print;

  @Mixin SecretInput passphrase;

  @Mixin DryRun dryRun;

  Init(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Path config =
        invocation
            .configFile()
            .orElseGet(() -> invocation.places().userConfig().resolve("config.yaml"));
    if (!type.equals(STORE)) {
      initService(config);
      return ExitCode.DONE;
    }
    if (!storeOptions.isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--option belongs to --store")
              .withHint("name the store, or use --store-file, --key-file and so on"));
    }
    Unlock how = Unlock.choose(said(), invocation);
    Map<String, String> options = options(how);
    String text = ConfigText.of(STORE, options);
    if (print) {
      invocation.surroundings().out().print(text);
      return ExitCode.DONE;
    }
    NewConfig.requireAbsent(config);
    PluginInstance<SecretStore> store = store(options);
    StoreMaintenance operations = operations(store);
    KeyOrigin key = how == Unlock.KEY_FILE ? KeyOrigin.GENERATE : KeyOrigin.EXISTING;
    Optional<StoreReport> report = Optional.empty();
    if (dryRun.given()) {
      operations.checkInit(key);
    } else {
      report = Optional.of(create(config, text, operations, key));
    }
    invocation.done("init", members(config, options, report), lines(config, how, options));
    return ExitCode.DONE;
  }

  private void initService(Path config) {
    if (said().isPresent() || storeFile.isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT, "a service has no file and nothing that unlocks it")
              .withHint("say what it needs by --option KEY=VALUE"));
    }
    ServiceInit service = new ServiceInit(invocation, type, storeOptions);
    if (print) {
      invocation.surroundings().out().print(service.text());
    } else {
      service.run(config, dryRun);
    }
  }

  /** What the flags say of it, each of which says it. */
  private Optional<Unlock> said() {
    Set<Unlock> said = EnumSet.noneOf(Unlock.class);
    unlock.ifPresent(said::add);
    keyFile.ifPresent(file -> said.add(Unlock.KEY_FILE));
    keyCommand.ifPresent(command -> said.add(Unlock.KEY_COMMAND));
    if (passphraseFile.isPresent() || passphrase.given()) {
      said.add(Unlock.PASSPHRASE);
    }
    if (said.size() > 1) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the flags name "
                      + said.size()
                      + " things that unlock the store, and it can be one")
              .withHint("more keys are added later by 'halfturn key add'"));
    }
    return said.stream().findFirst();
  }

  private Map<String, String> options(Unlock how) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "path", absolute(storeFile, invocation.places().data().resolve("secrets.halfturn")));
    switch (how) {
      case KEY_FILE ->
          options.put(
              "key-file", absolute(keyFile, invocation.places().userConfig().resolve("store.key")));
      case KEY_COMMAND -> options.put("key-command", keyCommand());
      case PASSPHRASE ->
          passphraseFile.ifPresent(
              file -> options.put("passphrase-file", absolute(Optional.of(file), file)));
    }
    return options;
  }

  private String keyCommand() {
    return keyCommand.orElseThrow(
        () ->
            new HalfturnException(
                Problem.of(ErrorCode.INVALID_ARGUMENT, "the key command is missing")
                    .withHint("add --key-command COMMAND")));
  }

  private String absolute(Optional<Path> given, Path usual) {
    return invocation
        .surroundings()
        .directory()
        .resolve(given.orElse(usual))
        .normalize()
        .toString();
  }

  /** The store as the new configuration will have it. */
  private PluginInstance<SecretStore> store(Map<String, String> options) {
    Settings.Builder settings = Settings.builder().put("store", STORE, Origin.CODE);
    options.forEach(
        (key, value) ->
            settings.put("store." + STORE + "." + key, value.replace("${", "$${"), Origin.CODE));
    boolean asked = options.keySet().equals(Set.of("path"));
    Settings complete =
        asked
            ? StoreKey.with(
                settings.build(),
                STORE,
                passphrase.readTwice("passphrase", invocation.surroundings()))
            : settings.build();
    return Configuration.of(complete, invocation.plugins(), name -> Optional.empty()).store();
  }

  private StoreMaintenance operations(PluginInstance<SecretStore> store) {
    if (store.factory() instanceof MaintainedStoreFactory factory) {
      return factory.maintain(store.config(), invocation.context(store.name()));
    }
    throw new HalfturnException(
        Problem.of(
            ErrorCode.UNSUPPORTED, "the store plug-in '" + STORE + "' cannot create a store"));
  }

  private static StoreReport create(
      Path config, String text, StoreMaintenance operations, KeyOrigin key) {
    NewConfig.write(config, text);
    try {
      return operations.init(key);
    } catch (HalfturnException e) {
      try {
        Files.deleteIfExists(config);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private Map<String, Object> members(
      Path config, Map<String, String> options, Optional<StoreReport> report) {
    Map<String, Object> members = JsonText.object();
    members.put("config", config.toString());
    members.put("store", options.get("path"));
    members.put("keyFile", Optional.ofNullable(options.get("key-file")));
    members.put("storeId", report.map(StoreReport::storeId));
    members.put("dryRun", dryRun.given());
    return members;
  }

  private List<String> lines(Path config, Unlock how, Map<String, String> options) {
    List<String> lines = new ArrayList<>();
    lines.add(dryRun.verb("Wrote ", "write") + " " + config + "   (commented, no secrets in it)");
    lines.add("Store  " + options.get("path") + "   encrypted file, mode 0600");
    if (how == Unlock.KEY_FILE) {
      lines.add(
          "Key    "
              + options.get("key-file")
              + "   mode 0600 - back this up, apart from the store");
    }
    lines.add(dryRun.given() ? "Nothing was written." : "Done. Next: halfturn import");
    return lines;
  }
}
