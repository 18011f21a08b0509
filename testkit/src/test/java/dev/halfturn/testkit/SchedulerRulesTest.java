// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerRulesTest {

  /** A way to be broken, and exactly the rules that notice. */
  record Fault(String name, UnaryOperator<ForwardingScheduler> broken, List<String> rules) {
    Fault(String name, UnaryOperator<ForwardingScheduler> broken, String... rules) {
      this(name, broken, List.of(rules));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final int FAULTS_AT_ONCE = 6;

  private static final ThreadLocal<Fault> current = new ThreadLocal<>();
  private static final Map<String, Future<SortedSet<String>>> failing = new HashMap<>();

  /** Several at a time, because what they do is to wait for a wake-up that does not come. */
  @BeforeAll
  static void tryAllFaults() {
    ExecutorService threads = Executors.newFixedThreadPool(FAULTS_AT_ONCE);
    faults()
        .forEach(fault -> failing.put(fault.name(), threads.submit(() -> rulesBrokenBy(fault))));
    threads.shutdown();
  }

  private static SortedSet<String> rulesBrokenBy(Fault fault) {
    current.set(fault);
    return Rules.failing(Broken.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noticeAFault(Fault fault) throws InterruptedException, ExecutionException {
    assertThat(failing.get(fault.name()).get()).containsExactlyInAnyOrderElementsOf(fault.rules());
  }

  @Test
  void eachRuleHasAFaultThatItNotices() {
    Set<String> noticing = new TreeSet<>();
    faults().forEach(fault -> noticing.add(fault.rules().get(0)));

    assertThat(noticing).isEqualTo(Rules.run(ManualExpirySchedulerTest.class).keySet());
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "what was armed before the start is forgotten",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private boolean started;

                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(onWake);
                    started = true;
                  }

                  @Override
                  public void arm(String app, WakePlan plan) {
                    super.arm(app, plan);
                    if (!started) {
                      super.disarm(app);
                    }
                  }
                },
            "anApplicationArmedBeforeTheStartIsWoken",
            "aDisarmedApplicationIsNotWoken"),
        new Fault(
            "what is armed after the start is forgotten",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private boolean started;

                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(onWake);
                    started = true;
                  }

                  @Override
                  public void arm(String app, WakePlan plan) {
                    super.arm(app, plan);
                    if (started) {
                      super.disarm(app);
                    }
                  }
                },
            "anApplicationArmedAfterTheStartIsWoken",
            "aWakeUpThatThrowsEndsNothing",
            "anApplicationCanBeArmedDuringItsWakeUp",
            "anEarlierPlanTakesThePlaceOfALaterOne",
            "closingWaitsForAWakeUpInProgress",
            "eachOfManyApplicationsIsWoken",
            "oneApplicationIsWokenByOneCallAtATime",
            "startingTwiceFails"),
        new Fault(
            "one application is remembered",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private final Set<String> armed = new HashSet<>();

                  @Override
                  public void arm(String app, WakePlan plan) {
                    armed.forEach(super::disarm);
                    armed.add(app);
                    super.arm(app, plan);
                  }
                },
            "eachOfManyApplicationsIsWoken",
            "aWakeUpThatThrowsEndsNothing"),
        new Fault(
            "the first plan stays",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private final Set<String> armed = new HashSet<>();

                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(
                        app -> {
                          armed.remove(app);
                          onWake.accept(app);
                        });
                  }

                  @Override
                  public void arm(String app, WakePlan plan) {
                    if (armed.add(app)) {
                      super.arm(app, plan);
                    }
                  }
                },
            "anEarlierPlanTakesThePlaceOfALaterOne"),
        new Fault(
            "the plan is used up when the wake-up ends",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(
                        app -> {
                          onWake.accept(app);
                          super.disarm(app);
                        });
                  }
                },
            "anApplicationCanBeArmedDuringItsWakeUp",
            "oneApplicationIsWokenByOneCallAtATime"),
        new Fault(
            "a wake-up that throws is the last",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private boolean dead;

                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(
                        app -> {
                          if (!dead) {
                            dead = true;
                            onWake.accept(app);
                            dead = false;
                          }
                        });
                  }
                },
            "aWakeUpThatThrowsEndsNothing"),
        new Fault(
            "each wake-up has a thread of its own",
            Unordered::new,
            "oneApplicationIsWokenByOneCallAtATime"),
        new Fault(
            "disarming does nothing",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  @Override
                  public void disarm(String app) {
                    super.disarm("nobody");
                  }
                },
            "aDisarmedApplicationIsNotWoken"),
        new Fault(
            "disarming the unknown is an error",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  @Override
                  public void disarm(String app) {
                    super.disarm(app);
                    if (app.equals("unknown")) {
                      throw new IllegalArgumentException("unknown application");
                    }
                  }
                },
            "aDisarmedApplicationIsNotWoken"),
        new Fault("a second start takes over", TakingOver::new, "startingTwiceFails"),
        new Fault("closing does not wait", NotWaiting::new, "closingWaitsForAWakeUpInProgress"),
        new Fault(
            "closing before the start is an error",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  private boolean started;

                  @Override
                  public void start(Consumer<String> onWake) {
                    super.start(onWake);
                    started = true;
                  }

                  @Override
                  public void close() {
                    super.close();
                    if (!started) {
                      throw new IllegalStateException("not started");
                    }
                  }
                },
            "closingTwiceIsNoError",
            "aClosedSchedulerFailsEveryCall"),
        new Fault(
            "a closed scheduler goes on disarming",
            scheduler ->
                new ForwardingScheduler(scheduler) {
                  @Override
                  public void disarm(String app) {
                    if (manual().plans().containsKey(app)) {
                      super.disarm(app);
                    }
                  }
                },
            "aClosedSchedulerFailsEveryCall"));
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class Broken extends ExpirySchedulerContract {
    @Override
    protected ExpiryScheduler open(PluginContext context) {
      return current
          .get()
          .broken()
          .apply(new ForwardingScheduler(new ManualExpiryScheduler(context.clock())));
    }

    @Override
    protected Duration patience() {
      return Duration.ofSeconds(1);
    }

    @Override
    protected void drive(ExpiryScheduler scheduler) {
      ((ForwardingScheduler) scheduler).manual().runDue();
    }
  }

  /** A correct scheduler, of which subclasses break one thing. */
  static class ForwardingScheduler implements ExpiryScheduler {
    private final ManualExpiryScheduler manual;

    ForwardingScheduler(ManualExpiryScheduler manual) {
      this.manual = manual;
    }

    ForwardingScheduler(ForwardingScheduler other) {
      this(other.manual);
    }

    ManualExpiryScheduler manual() {
      return manual;
    }

    @Override
    public void start(Consumer<String> onWake) {
      manual.start(onWake);
    }

    @Override
    public void arm(String app, WakePlan plan) {
      manual.arm(app, plan);
    }

    @Override
    public void disarm(String app) {
      manual.disarm(app);
    }

    @Override
    public void close() {
      manual.close();
    }
  }

  private static final class Unordered extends ForwardingScheduler {
    private final List<Thread> threads = new ArrayList<>();

    Unordered(ForwardingScheduler scheduler) {
      super(scheduler);
    }

    @Override
    public void start(Consumer<String> onWake) {
      super.start(
          app -> {
            Thread thread = new Thread(() -> onWake.accept(app));
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((broken, e) -> {});
            synchronized (threads) {
              threads.add(thread);
            }
            thread.start();
          });
    }

    @Override
    public void close() {
      super.close();
      synchronized (threads) {
        try {
          for (Thread thread : threads) {
            thread.join();
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static final class NotWaiting extends ForwardingScheduler {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    NotWaiting(ForwardingScheduler scheduler) {
      super(scheduler);
    }

    @Override
    public void start(Consumer<String> onWake) {
      super.start(app -> thread.execute(() -> onWake.accept(app)));
    }

    @Override
    public void close() {
      super.close();
      thread.shutdown();
    }
  }

  private static final class TakingOver extends ForwardingScheduler {
    private Consumer<String> listener = app -> {};
    private boolean started;

    TakingOver(ForwardingScheduler scheduler) {
      super(scheduler);
    }

    @Override
    public void start(Consumer<String> onWake) {
      listener = onWake;
      if (!started) {
        super.start(app -> listener.accept(app));
        started = true;
      }
    }
  }
}
