// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.internal.scheduler.DueHeap;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;

/** Names and when each is due, kept in one of several ways. */
interface DueIndex extends AutoCloseable {

  /** Adds the name of this number. */
  void add(int number, String name, long moment) throws SchedulerException;

  /** When somebody is due next. */
  long soonest();

  /** Gives the name of this number another moment. */
  void move(int number, String name, long moment) throws SchedulerException;

  @Override
  default void close() throws SchedulerException {}

  /** A moment and the name, as the limits and peers have to keep them. */
  record Due(long moment, String name) {
    static final Comparator<Due> ORDER =
        Comparator.comparingLong(Due::moment).thenComparing(Due::name);
  }

  /** Ours. */
  final class Ours implements DueIndex {
    private final DueHeap heap = new DueHeap();

    @Override
    public void add(int number, String name, long moment) {
      heap.put(name, moment);
    }

    @Override
    public long soonest() {
      return heap.soonest();
    }

    @Override
    public void move(int number, String name, long moment) {
      heap.put(name, moment);
    }
  }

  /** The limit of loading: it finds nobody again, so that it cannot move anybody either. */
  final class Queue implements DueIndex {
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Due.ORDER);

    @Override
    public void add(int number, String name, long moment) {
      queue.add(new Due(moment, name));
    }

    @Override
    public long soonest() {
      return queue.element().moment();
    }

    @Override
    public void move(int number, String name, long moment) {
      throw new UnsupportedOperationException("it would search all");
    }
  }

  /** A sorted set; that it knows the old moment of each name is a present. */
  final class Sorted implements DueIndex {
    private final NavigableSet<Due> set;
    private final Due[] known;

    Sorted(NavigableSet<Due> set, int size) {
      this.set = set;
      known = new Due[size];
    }

    @Override
    public void add(int number, String name, long moment) {
      known[number] = new Due(moment, name);
      set.add(known[number]);
    }

    @Override
    public long soonest() {
      return set.first().moment();
    }

    @Override
    public void move(int number, String name, long moment) {
      set.remove(known[number]);
      add(number, name, moment);
    }
  }

  /** The JDK's executor, which never runs anything here; it too is given its futures. */
  final class Executor implements DueIndex {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final ScheduledFuture<?>[] futures;
    private final long now;

    Executor(int size, long now) {
      executor.setRemoveOnCancelPolicy(true);
      futures = new ScheduledFuture<?>[size];
      this.now = now;
    }

    @Override
    public void add(int number, String name, long moment) {
      futures[number] = executor.schedule(name::length, moment - now, TimeUnit.MILLISECONDS);
    }

    @Override
    public long soonest() {
      return now + ((Delayed) executor.getQueue().peek()).getDelay(TimeUnit.MILLISECONDS);
    }

    @Override
    public void move(int number, String name, long moment) {
      futures[number].cancel(false);
      add(number, name, moment);
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }

  /** Quartz with its store in memory, not started. */
  final class Quartz implements DueIndex {
    private final Scheduler scheduler;

    Quartz() throws SchedulerException {
      DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
      factory.createVolatileScheduler(1);
      scheduler = factory.getScheduler();
    }

    /** Never run. */
    public static final class Idle implements Job {
      @Override
      public void execute(org.quartz.JobExecutionContext context) {}
    }

    @Override
    public void add(int number, String name, long moment) throws SchedulerException {
      JobDetail job = JobBuilder.newJob(Idle.class).withIdentity(name).build();
      scheduler.scheduleJob(job, trigger(name, moment));
    }

    @Override
    public long soonest() {
      throw new UnsupportedOperationException("it keeps that to itself");
    }

    @Override
    public void move(int number, String name, long moment) throws SchedulerException {
      scheduler.rescheduleJob(TriggerKey.triggerKey(name), trigger(name, moment));
    }

    private SimpleTrigger trigger(String name, long moment) {
      return (SimpleTrigger)
          TriggerBuilder.newTrigger()
              .withIdentity(name)
              .forJob(name)
              .startAt(Date.from(Instant.ofEpochMilli(moment)))
              .build();
    }

    @Override
    public void close() throws SchedulerException {
      scheduler.shutdown();
    }
  }
}
