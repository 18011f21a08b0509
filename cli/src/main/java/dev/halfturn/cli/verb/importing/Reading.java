// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.util.ArrayList;
import java.util.List;

/** What was read in one place: entries, and what could not be understood. */
final class Reading {

  /** A line that cannot be understood; the reason quotes nothing of it. */
  record Fault(int line, String reason) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  void add(Entry entry) {
    entries.add(entry);
  }

  void fault(int line, String reason) {
    faults.add(new Fault(line, reason));
  }

  /** In the order of the place. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }
}
