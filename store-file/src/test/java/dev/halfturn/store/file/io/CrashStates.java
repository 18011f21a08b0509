// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every disk that a power failure could leave behind. After each operation, what was not forced to
 * the disk may be there or not, in any combination, and of the last write only some sectors.
 */
public final class CrashStates {

  private static final int MOST_PENDING = 12;
  private static final int[] SECTORS = {512, 4096};

  private final MemoryDisk durable;
  private final List<DiskEffect> pending = new ArrayList<>();
  private final Set<Long> ignored = new HashSet<>();
  private final Visitor visitor;
  private int done;
  private long states;

  /** Looks at one of them. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Looks at it.
     *
     * @param effects how many operations had begun
     * @param disk equal to any other that looks the same
     * @param files that disk, to be used
     */
    void visit(int effects, Object disk, MemoryFileOps files);
  }

  private CrashStates(MemoryDisk initial, Visitor visitor) {
    this.durable = initial.copy();
    this.visitor = visitor;
  }

  /** Shows the visitor all states of everything done so far; returns how many there were. */
  public static long visitAll(MemoryFileOps files, Visitor visitor) {
    CrashStates states = new CrashStates(files.initial(), visitor);
    for (DiskEffect effect : files.effects()) {
      states.done++;
      states.begin(effect);
      states.visitSubsets();
    }
    return states.states;
  }

  private void begin(DiskEffect effect) {
    if (effect instanceof DiskEffect.FileForced forced) {
      settle(
          other -> other instanceof DiskEffect.Content content && content.file() == forced.file());
    } else if (effect instanceof DiskEffect.DirectoryForced forced) {
      settle(
          other ->
              other instanceof DiskEffect.Names names
                  && names.directory().equals(forced.directory()));
    } else if (decidesNothing(effect)) {
      DiskEffect.apply(effect, durable);
    } else {
      pending.add(effect);
    }
  }

  /** Who holds the lock is told, never believed; it would only multiply the states. */
  private boolean decidesNothing(DiskEffect effect) {
    if (effect instanceof DiskEffect.Names names) {
      names
          .changes()
          .forEach(
              (path, node) -> {
                if (path.toString().endsWith(".lock.info")) {
                  node.ifPresent(made -> ignored.add(made.id()));
                }
              });
    }
    return effect instanceof DiskEffect.Content content && ignored.contains(content.file());
  }

  private void settle(Predicate<DiskEffect> which) {
    pending.stream().filter(which).forEach(effect -> DiskEffect.apply(effect, durable));
    pending.removeIf(which);
  }

  private void visitSubsets() {
    if (pending.size() > MOST_PENDING) {
      throw new IllegalStateException("too much is never forced to the disk: " + pending);
    }
    for (int subset = 0; subset < 1 << pending.size(); subset++) {
      visitTorn(subset);
    }
  }

  private void visitTorn(int subset) {
    visit(subset, Optional.empty());
    int last = pending.size() - 1;
    boolean lastIsWritten = last >= 0 && (subset & 1 << last) != 0;
    if (lastIsWritten && pending.get(last) instanceof DiskEffect.Content content) {
      for (int sector : SECTORS) {
        for (int end = sector; end < content.bytes().length; end += sector) {
          visit(subset, Optional.of(part(content, 0, end)));
          visit(subset, Optional.of(part(content, end, content.bytes().length)));
        }
      }
    }
  }

  private static DiskEffect part(DiskEffect.Content content, int from, int to) {
    return new DiskEffect.Content(
        content.file(), Arrays.copyOfRange(content.bytes(), from, to), content.position() + from);
  }

  private void visit(int subset, Optional<DiskEffect> torn) {
    MemoryDisk disk = durable.copy();
    for (int i = 0; i < pending.size(); i++) {
      if ((subset & 1 << i) != 0) {
        boolean isLast = i == pending.size() - 1;
        DiskEffect.apply(isLast ? torn.orElse(pending.get(i)) : pending.get(i), disk);
      }
    }
    states++;
    visitor.visit(done, disk, new MemoryFileOps(disk));
  }
}
