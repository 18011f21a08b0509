// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.store.file.format.Argon2Cost;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.key.GeneratedKeySource;
import dev.halfturn.store.file.key.KeySource;
import dev.halfturn.store.file.key.KeySources;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/** A key that a slot is to be made for; it is made itself if that was asked for. */
final class NewKey {

  private final KeySource source;
  private final Optional<GeneratedKeySource> generated;
  private final Argon2Cost cost;
  private final SecureRandom random;

  private NewKey(
      KeySource source,
      Optional<GeneratedKeySource> generated,
      Argon2Cost cost,
      SecureRandom random) {
    this.source = source;
    this.generated = generated;
    this.cost = cost;
    this.random = random;
  }

  static NewKey of(StoreSystem system, PluginConfig config, KeyOrigin origin, SecureRandom random) {
    KeySource source = KeySources.of(config, system.files(), system.environment());
    Argon2Cost standard = Argon2Cost.standard();
    Argon2Cost cost =
        new Argon2Cost(
            config.get(FileStoreOptions.KDF_MEMORY) * 1024, standard.passes(), standard.lanes());
    return new NewKey(source, generatedAt(source, origin), cost, random);
  }

  private static Optional<GeneratedKeySource> generatedAt(KeySource source, KeyOrigin origin) {
    if (origin == KeyOrigin.EXISTING) {
      return Optional.empty();
    }
    if (source instanceof GeneratedKeySource place) {
      return Optional.of(place);
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "no key can be made at the " + source)
            .withHint("name a key-file, or make the key yourself"));
  }

  /**
   * Makes what the slot needs, works with it, and takes a generated key away again if that fails.
   */
  <R> R use(Function<NewSlot, R> work) {
    source.requireStrength();
    UnlockKey key = generated.isPresent() ? generated.get().generate(random) : source.read();
    try {
      return work.apply(slot(key));
    } catch (HalfturnException e) {
      generated.ifPresent(place -> discard(place, e));
      throw e;
    }
  }

  /** As {@link #use} with work that writes nothing; a key that is to be made is not kept. */
  <R> R rehearse(Function<NewSlot, R> work) {
    source.requireStrength();
    generated.ifPresent(GeneratedKeySource::requireFree);
    UnlockKey key = generated.isPresent() ? UnlockKey.RawKey.generate(random) : source.read();
    return work.apply(slot(key));
  }

  private NewSlot slot(UnlockKey key) {
    return key instanceof UnlockKey.Passphrase passphrase
        ? NewSlot.of(passphrase, cost)
        : NewSlot.of((UnlockKey.RawKey) key);
  }

  private static void discard(GeneratedKeySource place, HalfturnException failure) {
    try {
      place.discard();
    } catch (HalfturnException e) {
      failure.addSuppressed(e);
    }
  }
}
