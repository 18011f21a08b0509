// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.process.Pause;
import dev.halfturn.cli.serve.LifeCycle;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.serve.http.StatusServer;
import dev.halfturn.cli.serve.systemd.ServiceManager;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.ServeSettings;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon. The thread that runs it only waits: for its end, for the next sign of life. Whatever
 * may take long, and a store may, is done by others, so that it can be stopped in the middle of
 * anything.
 */
final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** What a service manager grants. */
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  /** What of it the store and the exchanges get. */
  private static final Duration TO_CLOSE = Duration.ofSeconds(7);

  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofSeconds(30);

  private final Invocation invocation;
  private final ServeSettings settings;
  private final boolean behindProxy;
  private final LifeCycle life = new LifeCycle();
  private final ServiceManager manager;
  private final Looks looks;
  private final StatusBoard board;
  private final LazyMetrics metrics;
  private final Chores chores;
  private volatile boolean told;

  Daemon(Invocation invocation, ServeSettings settings, boolean behindProxy) {
    this.invocation = invocation;
    this.settings = settings;
    this.behindProxy = behindProxy;
    manager = ServiceManager.of(invocation.surroundings().environment());
    looks = new Looks(invocation.surroundings().clock(), System::nanoTime);
    board = new StatusBoard(invocation.surroundings().clock());
    metrics = new LazyMetrics(looks, invocation.configuration().rotation().rotateAt());
    chores =
        new Chores(
            settings.heartbeat().map(url -> new Heartbeat(url, System::nanoTime)),
            looks,
            board,
            manager,
            invocation.surroundings().clock());
  }

  /** Returns when it was told to stop and has. */
  ExitCode run() {
    Pause pause = invocation.surroundings().pause();
    pause.mayTake(TO_STOP);
    Pages pages =
        new Pages(
            invocation.surroundings().clock(),
            life,
            looks,
            board,
            metrics,
            invocation.configuration().rotation());
    try (StatusServer server =
        StatusServer.start(settings, pages.byPath(), Pages.OPEN, behindProxy)) {
      CompletableFuture<Halfturn> opening =
          inBackground("halfturn-start", () -> open(server.url()));
      boolean goesOn = true;
      while (goesOn && !opening.isDone()) {
        if (told) {
          manager.alive(); // to wait for a store is what it is there for
        }
        goesOn = pause.elapses(GLANCE);
      }
      if (opening.isCompletedExceptionally()) {
        throw failure(opening);
      }
      while (goesOn) {
        if (looks.isAlive()) {
          manager.alive();
        }
        chores.begin();
        goesOn =
            pause.elapses(
                manager.heartbeat().filter(wanted -> wanted.compareTo(TICK) < 0).orElse(TICK));
      }
      life.enter(LifeCycle.State.STOPPING);
      manager.stopping();
      close(opening);
    }
    life.enter(LifeCycle.State.STOPPED);
    return ExitCode.DONE;
  }

  /** Tries until the store can be opened, or will never be. */
  private Halfturn open(String url) {
    return Patience.insist(() -> begin(url), this::waitForStore);
  }

  private void waitForStore(HalfturnException failure, Duration wait) {
    board.unreachable(failure.getMessage());
    LOG.warn("{}; tried again in {} s", failure.getMessage(), wait.toSeconds());
    if (!told) {
      told = true;
      manager.ready("waits for the store");
    }
    sleep(wait);
  }

  private Halfturn begin(String url) {
    Halfturn halfturn =
        invocation.open(
            builder ->
                builder
                    .watching(new Listeners(looks, metrics))
                    .listener(event -> metrics.noticed(event, storeName()))
                    .uses((app, origin) -> metrics.used(app, origin, storeName()))
                    .exchangeListener(metrics::exchanged));
    try {
      halfturn.startWatching();
      life.enter(LifeCycle.State.RUNNING);
    } catch (RuntimeException e) {
      halfturn.close();
      throw e;
    }
    board.open(halfturn);
    chores.open(halfturn);
    if (told) {
      manager.status(chores.statusLine());
    } else {
      manager.ready(chores.statusLine());
    }
    announce(url, halfturn.secrets().storeName());
    return halfturn;
  }

  private Optional<String> issuer() {
    return invocation.configuration().issuer().map(PluginInstance::name);
  }

  private String storeName() {
    return invocation.configuration().store().name();
  }

  private void announce(String url, String store) {
    Map<String, Object> members = JsonText.object();
    members.put("url", url);
    members.put("store", store);
    members.put("apps", looks.applications());
    members.put("issuer", issuer());
    List<String> lines = new ArrayList<>();
    issuer().ifPresent(issuer -> lines.add("Queue      watched for new secrets, by " + issuer));
    lines.addAll(
        0,
        List.of(
            "Serving    " + url,
            "Store      " + store,
            "Looks at   "
                + (looks.applications().isEmpty()
                    ? "no application yet"
                    : String.join(", ", looks.applications()))));
    invocation.done("serve", members, lines);
    invocation.surroundings().out().flush();
  }

  /** What is in the middle of something is left there: it is whole whenever it ends. */
  private void close(CompletableFuture<Halfturn> opening) {
    board.close();
    chores.close();
    if (!opening.isDone()) {
      return; // still waiting for the store
    }
    CompletableFuture<Void> closing =
        inBackground(
            "halfturn-stop",
            () -> {
              opened(opening).ifPresent(Halfturn::close);
              return null;
            });
    try {
      closing.get(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "stopped in the middle of something; what was stored is whole, the next start goes on");
    } catch (ExecutionException e) {
      LOG.warn("something did not close: {}", e.getCause().getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty if it was stopped before there was anything to close. */
  private static Optional<Halfturn> opened(CompletableFuture<Halfturn> opening) {
    return opening.handle((halfturn, failure) -> Optional.ofNullable(halfturn)).join();
  }

  private static RuntimeException failure(CompletableFuture<Halfturn> opening) {
    try {
      opening.join();
      throw new IllegalStateException("it did not fail");
    } catch (CompletionException e) {
      return e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }

  private static void sleep(Duration wait) {
    try {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> CompletableFuture<T> inBackground(String name, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception | Error e) {
                result.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
