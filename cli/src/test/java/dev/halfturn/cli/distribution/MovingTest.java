// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.everystore.FilePlace;
import dev.halfturn.cli.everystore.SecretManagerPlace;
import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.cli.everystore.VaultPlace;
import dev.halfturn.plugin.Settings;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that draws tokens all the time moves from a file to one cloud and to another. */
class MovingTest {

  private static final int THREADS = 8;
  private static final int SELLERS = 4;
  private static final int DRAWN_BETWEEN_MOVES = 400;
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  @TempDir Path home;
  @TempDir Path place;

  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Halfturn> open = new AtomicReference<>();
  private final ReadWriteLock inUse = new ReentrantReadWriteLock(true);
  private final AtomicInteger drawn = new AtomicInteger();
  private volatile boolean stopped;

  @Test
  void noCallFails() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (amazon;
        StorePlace file = new FilePlace(place, InstantSource.system());
        StorePlace vault = new VaultPlace(place, InstantSource.system());
        StorePlace google = new SecretManagerPlace(place, InstantSource.system())) {
      ConfiguredStores command = begin(List.of(file, vault, google));
      open.set(opened(file));
      List<Future<?>> drawing = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int first = i;
        drawing.add(threads.submit(() -> draw(first)));
      }
      awaitDraws(drawing);
      move(command, file, vault);
      awaitDraws(drawing);
      move(command, vault, google);
      awaitDraws(drawing);
      stopped = true;
      for (Future<?> one : drawing) {
        one.get(); // what failed is thrown here
      }
      open.get().close();
    } finally {
      stopped = true;
      threads.shutdownNow();
    }
    assertThat(drawn).hasValueGreaterThan(3 * DRAWN_BETWEEN_MOVES);
  }

  private ConfiguredStores begin(List<StorePlace> stores) throws IOException {
    ConfiguredStores command = new ConfiguredStores(home, stores, amazon);
    command.done("", "store", "init", "--generate-key");
    SimulatedApp app = amazon.addApp("erp");
    amazon.oracles().keptIn(app, this::entry);
    String created = Instant.now().minus(30, ChronoUnit.DAYS).toString();
    command.done(
        app.secret(),
        "app",
        "add",
        "erp",
        "--client-id",
        app.clientId(),
        "--created",
        created,
        "-");
    for (int i = 0; i < SELLERS; i++) {
      String token = app.addSeller("s" + i, Region.NA).refreshToken();
      command.done(token, "seller", "add", "erp", "s" + i, "-");
    }
    return command;
  }

  /** In the store in use by then. */
  private Optional<String> entry(String name) {
    return Optional.ofNullable(open.get())
        .flatMap(halfturn -> halfturn.secrets().find(SecretName.of(name)))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }

  private Halfturn opened(StorePlace store) {
    Map<String, String> settings = store.settings();
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    settings.put("endpoint.spapi.na", amazon.spApi(Region.NA).toString());
    return Halfturn.builder(Settings.of(settings))
        .plugins(store.plugins())
        .clock(() -> Instant.now().plus(ahead.get()))
        .stateDirectory(place.resolve("state"))
        .environment(name -> Optional.empty())
        .open();
  }

  private void draw(int first) {
    for (int i = first; !stopped; i++) {
      inUse.readLock().lock();
      try {
        open.get().tokens().forSeller("erp", "s" + i % SELLERS).get();
        drawn.incrementAndGet();
      } finally {
        inUse.readLock().unlock();
      }
    }
  }

  /** While tokens end, so that each store is read many times. */
  private void awaitDraws(List<Future<?>> drawing) {
    int before = drawn.get();
    while (drawn.get() - before < DRAWN_BETWEEN_MOVES
        && drawing.stream().noneMatch(Future::isDone)) {
      ahead.updateAndGet(TOKEN_LIFE::plus);
      amazon.advance(TOKEN_LIFE);
      Thread.onSpinWait();
    }
  }

  /** As the guide says: copy, open the new one, hand over, close the old one. */
  private void move(ConfiguredStores command, StorePlace from, StorePlace to) {
    command.done("", "copy", "--from", from.type(), "--to", to.type(), "--yes");
    assertThat(command.done("", "diff", from.type(), to.type())).contains("identical");
    Halfturn next = opened(to);
    Halfturn last = open.getAndSet(next);
    inUse.writeLock().lock(); // until nobody has the old one in his hands
    try {
      last.close();
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
