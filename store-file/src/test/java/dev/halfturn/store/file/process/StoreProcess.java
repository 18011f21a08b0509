// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.file.FileSecretStoreFactory;
import dev.halfturn.store.file.io.StoreLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a child JVM does to a store: {@code <verb> <directory> [<argument>]}. */
final class StoreProcess {

  static final SecretName COUNTER = new SecretName("counter");
  static final SecretName ONE = new SecretName("batch/one");
  static final SecretName TWO = new SecretName("batch/two");

  private static final FileSecretStoreFactory FACTORY = new FileSecretStoreFactory();

  private StoreProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    try {
      switch (arguments[0]) {
        case "init" -> init(directory);
        case "write" -> write(directory);
        case "count" -> count(directory, Integer.parseInt(arguments[2]));
        case "put" -> put(directory, Integer.parseInt(arguments[2]));
        case "read" -> read(directory);
        case "hold" -> hold(directory);
        case "fill" -> fill(directory);
        case "passphrase" -> passphrase(directory, arguments[2]);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
      say("done");
    } catch (HalfturnException e) {
      say(e.reason() + " " + e.getMessage());
    } catch (Throwable e) {
      say("UNEXPECTED " + e);
      throw e;
    }
  }

  private static void init(Path directory) {
    FACTORY.maintain(config(options(directory)), context(directory)).init(KeyOrigin.GENERATE);
  }

  /** Once told to, writes one number after the other and says each that is durable. */
  @SuppressWarnings("InfiniteLoopStatement") // it is killed
  private static void write(Path directory) throws IOException {
    say("ready");
    System.in.read();
    try (BatchSecretStore store = (BatchSecretStore) open(directory)) {
      for (int number = number(store, ONE) + 1; ; number++) {
        store.putAll(Map.of(ONE, value(number), TWO, value(number)));
        say(Integer.toString(number));
      }
    }
  }

  private static void count(Path directory, int times) throws IOException {
    try (ConditionalSecretStore store = (ConditionalSecretStore) open(directory)) {
      say("ready");
      System.in.read();
      for (int done = 0; done < times; ) {
        if (increment(store)) {
          done++;
        }
      }
    }
  }

  static boolean increment(ConditionalSecretStore store) {
    Optional<StoredSecret> seen = store.find(COUNTER);
    return seen.isEmpty()
        ? store.putIfAbsent(COUNTER, value(1)).isPresent()
        : store
            .putIfVersion(COUNTER, value(number(seen) + 1), seen.get().version().id())
            .isPresent();
  }

  private static void put(Path directory, int number) {
    try (SecretStore store = open(directory)) {
      store.put(COUNTER, value(number));
      say("durable");
    }
  }

  private static void read(Path directory) {
    try (SecretStore store = open(directory)) {
      say(Integer.toString(number(store, COUNTER)));
    }
  }

  private static void hold(Path directory) {
    StoreLocks.ofProcess()
        .of(directory.resolve("secrets.halfturn"))
        .holding(
            Duration.ofSeconds(10),
            InstantSource.system(),
            () -> {
              say("held");
              try {
                return System.in.read();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** Writes until the disk is full, proves that nothing is lost, and goes on when it is not. */
  private static void fill(Path directory) throws IOException {
    init(directory);
    Path ballast = directory.resolve("ballast");
    Files.write(ballast, new byte[16 << 10]);
    int last = 0;
    try (SecretStore store = open(directory)) {
      for (int number = 1; number <= 10_000; number++) {
        store.put(new SecretName("entry/n" + number), SecretValue.of(new byte[1000]));
        store.put(COUNTER, value(number));
        last = number;
      }
      say("never full");
    } catch (HalfturnException e) {
      say(e.reason());
    }
    try (SecretStore store = open(directory)) {
      say(number(store, COUNTER) == last ? "kept" : "lost");
      Files.delete(ballast);
      store.put(COUNTER, value(last + 1));
      say("goes on");
    }
  }

  private static void passphrase(Path directory, String text) {
    Map<String, String> options = new HashMap<>(options(directory));
    options.remove("key-file");
    options.put("passphrase", text);
    FACTORY.open(config(options), context(directory)).close();
  }

  /** Opens it; {@code -Dlock.timeout} says how long to wait for the lock. */
  static SecretStore open(Path directory) {
    return open(directory, System.getProperty("lock.timeout", "120s"));
  }

  static SecretStore open(Path directory, String lockTimeout) {
    Map<String, String> options = new HashMap<>(options(directory));
    options.put("lock-timeout", lockTimeout);
    return FACTORY.open(config(options), context(directory));
  }

  static Map<String, String> options(Path directory) {
    return Map.of(
        "path",
        directory.resolve("secrets.halfturn").toString(),
        "key-file",
        directory.resolve("store.key").toString());
  }

  private static PluginConfig config(Map<String, String> options) {
    return PluginConfig.parse(FACTORY.options(), options).config().orElseThrow();
  }

  private static PluginContext context(Path directory) {
    return new PluginContext(
        "file", InstantSource.system(), new SecureRandom(), directory.resolve("state"));
  }

  static SecretValue value(int number) {
    return SecretValue.ofUtf8(Integer.toString(number));
  }

  static int number(SecretStore store, SecretName name) {
    return number(store.find(name));
  }

  private static int number(Optional<StoredSecret> secret) {
    return secret.map(s -> Integer.parseInt(s.value().revealUtf8())).orElse(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
