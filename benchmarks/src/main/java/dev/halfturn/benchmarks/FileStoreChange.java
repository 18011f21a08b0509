// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Changing one secret of many, in turn with the least that could be done instead. */
final class FileStoreChange {

  private FileStoreChange() {}

  /** One of a few secrets, in a JVM that has changed some before. */
  static void warm(Path directory, int secrets, int before, double most, Report report)
      throws IOException {
    Path place = directory.resolve("warm-" + secrets);
    SampleStore sample = filled(place, secrets);
    Pair times = besideSafeReplace(sample, place, secrets, before, Math.min(before, 300));
    report.ratio(
        "changing one of " + secrets + ", after " + before + " changes",
        "bare safe replace",
        times.theirMillis(),
        times.ourMillis(),
        "ms",
        most);
  }

  /** One of very many. */
  static void large(Path directory, int secrets, Report report)
      throws IOException, GeneralSecurityException {
    Path place = directory.resolve("large");
    SampleStore sample = filled(place, secrets);
    Pair times = besideOneBlob(sample, place, secrets, 20);
    report.most("changing one of " + secrets, times.ourMillis(), "ms", 60);
    report.ratio(
        "changing one of " + secrets,
        "rewriting all as one blob",
        times.theirMillis(),
        times.ourMillis(),
        "ms",
        1.5);
  }

  private static SampleStore filled(Path directory, int secrets) throws IOException {
    SampleStore sample = SampleStore.withKeyFile(directory).create();
    try (BatchSecretStore store = sample.open()) {
      store.putAll(SampleStore.values(secrets, SampleStore.CLIENT_SECRET));
    }
    return sample;
  }

  /**
   * Beside the bare safe replace of a file of that size.
   *
   * @param before how many changes to make before those that count
   */
  static Pair besideSafeReplace(
      SampleStore sample, Path directory, int secrets, int before, int rounds) throws IOException {
    Pair times = new Pair(rounds);
    try (BatchSecretStore store = sample.open()) {
      for (int i = -before; i < rounds; i++) {
        byte[] bare = new byte[sample.fileSize()];
        SecretName name = SampleStore.name(Math.abs(i) % secrets);
        SecretValue value = SampleStore.value(i, SampleStore.CLIENT_SECRET);
        long start = System.nanoTime();
        SafeReplace.replace(directory.resolve("bare"), bare);
        long between = System.nanoTime();
        store.put(name, value);
        long end = System.nanoTime();
        if (i >= 0) {
          times.add(between - start, end - between);
        }
      }
    }
    return times;
  }

  /** Beside rewriting all of the secrets as one blob. */
  private static Pair besideOneBlob(SampleStore sample, Path directory, int secrets, int rounds)
      throws IOException, GeneralSecurityException {
    Pair times = new Pair(rounds);
    OneBlob blob = new OneBlob(directory.resolve("blob"));
    Map<SecretName, SecretValue> values = SampleStore.values(secrets, SampleStore.CLIENT_SECRET);
    try (BatchSecretStore store = sample.open()) {
      for (int i = 0; i < rounds; i++) {
        SecretName name = SampleStore.name(i % secrets);
        SecretValue value = SampleStore.value(i, SampleStore.CLIENT_SECRET);
        long start = System.nanoTime();
        values.put(name, value);
        blob.write(values);
        long between = System.nanoTime();
        store.put(name, value);
        times.add(between - start, System.nanoTime() - between);
      }
    }
    return times;
  }
}
