// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.format.Entries;
import dev.halfturn.store.file.format.KdfLimits;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.format.UnlockKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sealing and opening the bytes of a store with one value, unlocked and warm, beside the same value
 * in a kept cipher of the JDK and in Tink.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SealedValue {

  @Param({"100", "4096", "1048576"})
  private int size;

  private byte[] plaintext;
  private KeptCipher jdk;
  private byte[] jdkSealed;
  private Aead tink;
  private byte[] tinkSealed;
  private StoreFileFormat format;
  private OpenedStore store;
  private Entries entries;
  private byte[] file;

  @Setup
  public void make() throws GeneralSecurityException {
    plaintext = new byte[size];
    Arrays.fill(plaintext, (byte) 'x');
    jdk = new KeptCipher(new byte[32]);
    jdkSealed = jdk.seal(plaintext);
    AeadConfig.register();
    tink =
        KeysetHandle.newBuilder()
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .build()
            .getPrimitive(RegistryConfiguration.get(), Aead.class);
    tinkSealed = tink.encrypt(plaintext, new byte[0]);
    SecureRandom random = new SecureRandom();
    format = new StoreFileFormat(KdfLimits.standard(), random);
    store = format.create(NewSlot.of(UnlockKey.RawKey.generate(random))).store();
    entries =
        store
            .entries()
            .put(SecretName.of("shop/clientsecret"), SecretValue.of(plaintext), Instant.EPOCH, 1);
    file = format.seal(store, entries).file();
  }

  @Benchmark
  public byte[] sealJdk() throws GeneralSecurityException {
    return jdk.seal(plaintext);
  }

  @Benchmark
  public byte[] openJdk() throws GeneralSecurityException {
    return jdk.open(jdkSealed);
  }

  @Benchmark
  public byte[] sealTink() throws GeneralSecurityException {
    return tink.encrypt(plaintext, new byte[0]);
  }

  @Benchmark
  public byte[] openTink() throws GeneralSecurityException {
    return tink.decrypt(tinkSealed, new byte[0]);
  }

  @Benchmark
  public SealedStore sealOurs() {
    return format.seal(store, entries);
  }

  @Benchmark
  public OpenedStore openOurs() {
    return format.open(file, store.masterKey());
  }
}
