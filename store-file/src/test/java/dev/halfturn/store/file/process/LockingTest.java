// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.store.file.Failing;
import dev.halfturn.store.file.FileSecretStoreFactory;
import dev.halfturn.store.file.io.StoreLocks;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockingTest {

  @TempDir private Path directory;

  private final FileSecretStoreFactory factory = new FileSecretStoreFactory();

  private SecretStore open(String lockTimeout) {
    return factory.open(config(lockTimeout), context());
  }

  private PluginConfig config(String lockTimeout) {
    Map<String, String> options = new HashMap<>(StoreProcess.options(directory));
    options.put("lock-timeout", lockTimeout);
    return PluginConfig.parse(factory.options(), options).config().orElseThrow();
  }

  private PluginContext context() {
    return new PluginContext(
        "file", InstantSource.system(), new SecureRandom(), directory.resolve("state"));
  }

  @BeforeEach
  void init() {
    factory.maintain(config("10s"), context()).init(StoreMaintenance.KeyOrigin.GENERATE);
  }

  private long generation() {
    return factory.maintain(config("10s"), context()).verify().generation();
  }

  @Test
  void eightProcessesCountWithoutLosingACount() {
    List<ChildJvm> children =
        IntStream.range(0, 8)
            .mapToObj(i -> ChildJvm.launch().start("count", directory.toString(), "200"))
            .toList();
    children.forEach(child -> assertThat(child.nextLine()).contains("ready"));
    children.forEach(child -> child.say("go"));
    children.forEach(child -> assertThat(child.remainingLines()).containsExactly("done"));

    try (SecretStore store = open("10s")) {
      assertThat(StoreProcess.number(store, StoreProcess.COUNTER)).isEqualTo(1600);
    }
    assertThat(generation()).isEqualTo(1601);
  }

  @Test
  void aCommandAndADaemonRacingForAThousandRoundsLoseNothing() {
    try (ChildJvm command = ChildJvm.launch().start("count", directory.toString(), "500");
        ConditionalSecretStore daemon = (ConditionalSecretStore) open("120s")) {
      assertThat(command.nextLine()).contains("ready");
      command.say("go");
      for (int done = 0; done < 500; ) {
        if (StoreProcess.increment(daemon)) {
          done++;
        }
      }
      assertThat(command.remainingLines()).containsExactly("done");
      assertThat(StoreProcess.number(daemon, StoreProcess.COUNTER)).isEqualTo(1000);
    }
    assertThat(generation()).isEqualTo(1001);
  }

  @Test
  void aBusyLockNamesItsHolderAndIsFreeAsSoonAsThatIsKilled() {
    try (ChildJvm holder = ChildJvm.launch().start("hold", directory.toString());
        SecretStore store = open("100ms")) {
      assertThat(holder.nextLine()).contains("held");

      HalfturnException busy =
          Failing.assertFails(
              ErrorCode.CONFLICT,
              "STORE_BUSY",
              () -> store.put(StoreProcess.COUNTER, StoreProcess.value(1)));
      assertThat(busy.getMessage()).contains("pid " + holder.pid()).contains("on host");
      assertThat(store.find(StoreProcess.COUNTER)).isEmpty();

      holder.kill();
      store.put(StoreProcess.COUNTER, StoreProcess.value(1));
    }
  }

  /** Loaded once more by another class loader, as two applications in one server would. */
  public static final class Isolated implements Function<String, String> {
    @Override
    public String apply(String directory) {
      try (SecretStore store = StoreProcess.open(Path.of(directory), "100ms")) {
        return "wrote version " + store.put(StoreProcess.COUNTER, StoreProcess.value(7)).id();
      } catch (HalfturnException e) {
        return e.reason();
      }
    }
  }

  @Test
  void aSecondClassLoaderFindsTheStoreBusyAndDropsNobodysLock() throws Exception {
    try (URLClassLoader loader = isolated()) {
      @SuppressWarnings("unchecked")
      Function<String, String> other =
          (Function<String, String>)
              loader.loadClass(Isolated.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(other.getClass()).isNotEqualTo(Isolated.class);
      assertThat(other.apply(directory.toString())).isEqualTo("wrote version 1");

      StoreLocks.ofProcess()
          .of(directory.toRealPath().resolve("secrets.halfturn"))
          .holding(
              Duration.ofSeconds(10),
              InstantSource.system(),
              () -> {
                assertThat(other.apply(directory.toString())).isEqualTo("STORE_BUSY");
                assertThat(putElsewhere()).startsWith("STORE_BUSY");
                return true;
              });

      assertThat(other.apply(directory.toString())).isEqualTo("wrote version 2");
      assertThat(putElsewhere()).isEqualTo("durable");
    }
  }

  private String putElsewhere() {
    try (ChildJvm child =
        ChildJvm.launch().with("-Dlock.timeout=100ms").start("put", directory.toString(), "8")) {
      return child.nextLine().orElseThrow();
    }
  }

  private URLClassLoader isolated() throws MalformedURLException {
    URL[] places =
        Stream.of(ChildJvm.classPath().split(File.pathSeparator))
            .map(place -> toUrl(Path.of(place)))
            .toArray(URL[]::new);
    // no parent: the platform loader would find the classes of this module again
    return new URLClassLoader(places, null);
  }

  private static URL toUrl(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
