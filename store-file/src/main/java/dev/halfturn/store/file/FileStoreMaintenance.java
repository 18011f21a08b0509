// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.RekeyedStore;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.format.Slot;
import dev.halfturn.store.file.io.SafeReplace;
import dev.halfturn.store.file.key.KeySources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Care of one store file. Every call looks at the file anew and forgets its key afterwards. */
final class FileStoreMaintenance implements StoreMaintenance {

  private final StoreSystem system;
  private final PluginConfig config;
  private final PluginContext context;

  FileStoreMaintenance(StoreSystem system, PluginConfig config, PluginContext context) {
    this.system = system;
    this.config = config;
    this.context = context;
    KeySources.of(config, system.files(), system.environment()); // refuses none and several
  }

  @Override
  public StoreReport init(KeyOrigin origin) {
    NewKey key = NewKey.of(system, config, origin, context.random());
    Path path = StorePlace.ofNew(system.files(), config);
    return with(
        path, parts -> StoreReports.of(parts, new StoreCreation(parts).create(key), List.of()));
  }

  @Override
  public void checkInit(KeyOrigin origin) {
    NewKey key = NewKey.of(system, config, origin, context.random());
    Path path = StorePlace.ofPlanned(system.files(), config);
    new StoreCreation(StoreParts.of(system, config, context, path)).check(key);
  }

  @Override
  public StoreReport verify() {
    return withStore(
        parts -> {
          Image image = parts.reader().read();
          return StoreReports.of(parts, image, previousConditions(parts, image.store()));
        });
  }

  private static List<StoreCondition> previousConditions(StoreParts parts, OpenedStore store) {
    if (store.header().generation() == 1) {
      return List.of();
    }
    try {
      parts.reader().readPrevious();
      return List.of();
    } catch (HalfturnException e) {
      return List.of(
          e.reason().equals("STORE_MISSING")
              ? StoreConditions.previousMissing(SafeReplace.previousOf(parts.path()))
              : StoreConditions.previousUnusable(e));
    }
  }

  @Override
  public StoreReport recover(Recovery how, boolean dryRun) {
    return withStore(parts -> new StoreRecovery(parts, dryRun).recover(how));
  }

  @Override
  public List<KeySlot> keys() {
    return withStore(parts -> StoreReports.keys(parts, parts.reader().read().store().header()));
  }

  @Override
  public StoreReport addKey(PluginConfig newKey, KeyOrigin origin) {
    NewKey key = NewKey.of(system, newKey, origin, context.random());
    return withStore(parts -> key.use(slot -> addSlot(parts, slot)));
  }

  @Override
  public StoreReport checkAddKey(PluginConfig newKey, KeyOrigin origin) {
    NewKey key = NewKey.of(system, newKey, origin, context.random());
    return withStore(parts -> key.rehearse(slot -> checkSlot(parts, slot)));
  }

  private static StoreReport checkSlot(StoreParts parts, NewSlot slot) {
    Image image = parts.reader().read();
    SealedStore unused = parts.format().addSlot(image.store(), slot);
    return StoreReports.of(parts, image, List.of());
  }

  private static StoreReport addSlot(StoreParts parts, NewSlot slot) {
    StoreFile file = new StoreFile(parts);
    file.write(store -> step(parts.format().addSlot(store, slot), List.of()));
    return StoreReports.of(parts, file.read(), List.of());
  }

  @Override
  public StoreReport removeKey(String slotId) {
    return withStore(
        parts -> {
          StoreFile file = new StoreFile(parts);
          Slot removed =
              file.write(
                  store -> {
                    Slot slot = slot(store, slotId);
                    return step(parts.format().removeSlot(store, slot.id()), slot);
                  });
          return StoreReports.of(parts, file.read(), List.of(StoreConditions.oldCopies(removed)));
        });
  }

  private static Slot slot(OpenedStore store, String slotId) {
    return store.header().slots().stream()
        .filter(slot -> slot.id().hex().equals(slotId))
        .findFirst()
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(
                            ErrorCode.NOT_FOUND,
                            "NO_SUCH_KEY",
                            "the store has no key slot '" + slotId + "'")
                        .withHint("see 'halfturn key list'")));
  }

  @Override
  public StoreReport rekey() {
    return withStore(
        parts -> {
          StoreFile file = new StoreFile(parts);
          List<Slot> dropped =
              file.write(
                  store -> {
                    RekeyedStore rekeyed = parts.format().rekey(store, List.of(parts.key().read()));
                    return step(rekeyed.sealed(), rekeyed.dropped());
                  });
          // once more, so that the previous generation does not open with the old keys either
          file.write(store -> step(parts.format().seal(store, store.entries()), true));
          List<StoreCondition> conditions =
              dropped.stream().map(StoreConditions::slotDropped).toList();
          return StoreReports.of(parts, file.read(), conditions);
        });
  }

  private static <R> StoreFile.Step<R> step(SealedStore next, R result) {
    return new StoreFile.Step<>(Optional.of(next), result);
  }

  private <R> R withStore(Function<StoreParts, R> work) {
    return with(StorePlace.ofExisting(system.files(), config), work);
  }

  private <R> R with(Path path, Function<StoreParts, R> work) {
    StoreParts parts = StoreParts.of(system, config, context, path);
    try {
      return work.apply(parts);
    } finally {
      parts.unlocker().wipe();
    }
  }
}
