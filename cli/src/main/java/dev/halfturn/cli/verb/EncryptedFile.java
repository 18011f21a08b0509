// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.config.StoreKey;
import dev.halfturn.cli.output.ShownName;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A new store in a file, for one delivery. It is made in a folder of its own beside its place, and
 * put there when it is complete: there is a whole file, or none.
 */
final class EncryptedFile {

  private static final String PLUGIN = "file";
  private static final String INSTANCE = "export";

  private final Invocation invocation;
  private final Path file;
  private final Optional<Path> keyFile;

  /**
   * @param keyFile where the key is to lie that is made for it; empty for a passphrase
   */
  EncryptedFile(Invocation invocation, Path file, Optional<Path> keyFile) {
    this.invocation = invocation;
    this.file = file;
    this.keyFile = keyFile;
  }

  /** Refuses to overwrite. */
  void requireNothingThere() {
    Stream.concat(Stream.of(file), keyFile.stream()).forEach(EncryptedFile::requireNothingAt);
  }

  private static void requireNothingAt(Path path) {
    if (Files.exists(path)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "FILE_EXISTS",
                  "there is a file already: " + ShownName.of(path.toString()))
              .withHint("it is left as it is; choose another name"));
    }
  }

  /**
   * Writes the entries.
   *
   * @param passphrase what opens the file, unless a key file does
   */
  void write(SortedMap<SecretName, SecretValue> entries, Optional<SecretValue> passphrase) {
    requireNothingThere();
    try {
      Path folder = Files.createTempDirectory(file.getParent(), ".halfturn-export-");
      try {
        Path store = folder.resolve("store");
        Path key = folder.resolve("key");
        fill(store, key, entries, passphrase);
        requireNothingThere();
        put(store, key);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "cannot write a file "
                      + ShownName.of(file.toString())
                      + " ("
                      + e.getClass().getSimpleName()
                      + ")")
              .withHint("choose a folder that exists and can be written"));
    }
  }

  /** The key first: a key without a store is of no harm, and goes again. */
  private void put(Path store, Path key) throws IOException {
    if (keyFile.isPresent()) {
      Files.copy(key, keyFile.get(), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try {
      Files.move(store, file);
    } catch (IOException e) {
      if (keyFile.isPresent()) {
        Files.delete(keyFile.get());
      }
      throw e;
    }
  }

  private void fill(
      Path store,
      Path key,
      SortedMap<SecretName, SecretValue> entries,
      Optional<SecretValue> passphrase) {
    PluginInstance<SecretStore> instance = instance(store, key, passphrase);
    if (!(instance.factory() instanceof MaintainedStoreFactory factory)) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.UNSUPPORTED, "the store plug-in '" + PLUGIN + "' cannot create a store"));
    }
    PluginContext context =
        new PluginContext(
            INSTANCE, invocation.surroundings().clock(), new SecureRandom(), store.getParent());
    factory
        .maintain(instance.config(), context)
        .init(passphrase.isPresent() ? KeyOrigin.EXISTING : KeyOrigin.GENERATE);
    try (SecretStore opened = instance.open(context)) {
      Secrets secrets = new Secrets(INSTANCE, opened);
      secrets.putAll(entries);
      Map<SecretName, SecretValue> left = AppEntries.of(secrets, "");
      if (!AppEntries.missingOrDifferent(entries, left).isEmpty()) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INTERNAL, "the file does not hold what was written to it")
                .withHint("nothing is left of it; report this"));
      }
    }
  }

  private PluginInstance<SecretStore> instance(
      Path store, Path key, Optional<SecretValue> passphrase) {
    String prefix = "store." + INSTANCE + ".";
    Settings.Builder builder =
        Settings.builder()
            .put("store", INSTANCE, Origin.CODE)
            .put(prefix + "type", PLUGIN, Origin.CODE)
            .put(prefix + "path", literal(store), Origin.CODE);
    Settings settings =
        passphrase
            .map(secret -> StoreKey.with(builder.build(), INSTANCE, secret))
            .orElseGet(() -> builder.put(prefix + "key-file", literal(key), Origin.CODE).build());
    return Configuration.of(settings, invocation.plugins(), name -> Optional.empty()).store();
  }

  private static String literal(Path path) {
    return path.toString().replace("${", "$${");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left : files.toList()) {
        Files.delete(left);
      }
    }
    Files.delete(folder);
  }

  /** How it can be read. */
  List<String> advice() {
    String key =
        keyFile
            .map(path -> " --set store.delivery.key-file=" + path)
            .orElse(" --set store.delivery.passphrase-file=FILE");
    return List.of(
        "Read it with:  halfturn copy --from delivery --to STORE --set store.delivery.type=file"
            + " --set store.delivery.path="
            + file
            + key);
  }
}
