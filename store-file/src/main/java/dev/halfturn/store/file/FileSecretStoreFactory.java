// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.CalibratedStoreFactory;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeyCalibration;
import dev.halfturn.spi.KeyCalibration.Measurement;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.store.file.format.KdfCalibration;
import dev.halfturn.store.file.format.KdfCalibration.Trial;
import dev.halfturn.store.file.format.KdfLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Opens stores of kind {@code file}: all secrets in one locally encrypted file.
 *
 * <p>{@link #open} raises {@code STORE_MISSING}, {@code STORE_INSECURE}, {@code STORE_CORRUPT},
 * {@code STORE_TAMPERED}, {@code STORE_ROLLED_BACK}, {@code UNSUPPORTED_VERSION}, {@code
 * NETWORK_FILE_SYSTEM}, {@code WRONG_KEY}, {@code KDF_LIMIT}, {@code CONFIG_INVALID} or one of
 * {@code KEY_MISSING}, {@code KEY_MALFORMED}, {@code KEY_COMMAND_FAILED}; it never makes a store.
 */
public final class FileSecretStoreFactory
    implements MaintainedStoreFactory,
        CalibratedStoreFactory,
        PolicyStoreFactory,
        DescribedStoreFactory {

  private final StoreSystem system;

  /** For the files of this machine. */
  public FileSecretStoreFactory() {
    this(StoreSystem.real());
  }

  FileSecretStoreFactory(StoreSystem system) {
    this.system = system;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(Optional.empty(), Optional.empty(), true);
  }

  @Override
  public List<ConfigOption<?>> options() {
    return FileStoreOptions.all();
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    Path path = StorePlace.ofExisting(system.files(), config);
    StoreParts parts = StoreParts.of(system, config, context, path);
    StoreFile file = new StoreFile(parts);
    try {
      file.sweepIfIdle();
      file.read();
    } catch (HalfturnException e) {
      file.wipe();
      throw e;
    }
    return new FileSecretStore(
        file, parts.format(), context.clock(), config.get(FileStoreOptions.KEEP_VERSIONS));
  }

  @Override
  public StoreMaintenance maintain(PluginConfig config, PluginContext context) {
    return new FileStoreMaintenance(system, config, context);
  }

  @Override
  public KeyCalibration calibrate(PluginConfig config, Duration target) {
    KdfLimits limits = KdfLimits.ofMemory(config.get(FileStoreOptions.MAX_KDF_MEMORY) * 1024);
    List<Trial> trials = new KdfCalibration(limits).trials(target);
    Optional<Trial> best =
        trials.stream().filter(trial -> trial.took().compareTo(target) <= 0).reduce((a, b) -> b);
    return new KeyCalibration(
        FileStoreOptions.KDF_MEMORY.key(),
        String.valueOf(best.orElse(trials.get(0)).memoryMib()),
        best.isPresent(),
        trials.stream()
            .map(trial -> new Measurement(String.valueOf(trial.memoryMib()), trial.took()))
            .toList());
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return FileRights.lines(config);
  }
}
