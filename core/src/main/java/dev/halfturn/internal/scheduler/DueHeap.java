// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names, each with the moment it is due, the soonest at hand. A moment moves in place, since each
 * name knows where it stands; nothing outdated is left behind. Not thread-safe.
 *
 * <p>A heap in flat arrays, four children to a parent, beside a table of places: some 30 bytes a
 * name besides the name itself.
 */
public final class DueHeap {

  /** Later than every moment; what an empty heap answers. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int CHILDREN = 4;
  private static final int FREE = 0;

  private int size;

  // by number of the name, 0 to size - 1
  private String[] names = new String[16];
  private int[] places = new int[16];

  // by place in the heap
  private long[] moments = new long[16];
  private int[] numbers = new int[16];

  // open addresses: the number + 1 of the name that hashes there, or free
  private int[] table = new int[32];

  /** How many names there are. */
  public int size() {
    return size;
  }

  /** Whether a name is there. */
  public boolean contains(String name) {
    return table[slot(name)] != FREE;
  }

  /** The soonest moment; {@link #NEVER} if there is none. */
  public long soonest() {
    return size == 0 ? NEVER : moments[0];
  }

  /** A name that is due at the soonest moment; there must be one. */
  public String first() {
    if (size == 0) {
      throw new IllegalStateException("nothing is planned");
    }
    return names[numbers[0]];
  }

  /** The names that are due after a moment, in no order; looks at each. */
  public List<String> after(long moment) {
    List<String> found = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      if (moments[place] > moment) {
        found.add(names[numbers[place]]);
      }
    }
    return found;
  }

  /** Sets a name's moment, in place of an earlier one. */
  public void put(String name, long moment) {
    int slot = slot(name);
    if (table[slot] != FREE) {
      move(places[table[slot] - 1], moment);
      return;
    }
    if (size == names.length) {
      grow();
    }
    names[size] = name;
    table[slot] = size + 1;
    rise(size, size, moment);
    size++;
    if (size * 4L > table.length * 3L) {
      widenTable();
    }
  }

  /** Forgets a name; one that is not there is no error. */
  public void remove(String name) {
    int slot = slot(name);
    if (table[slot] == FREE) {
      return;
    }
    int number = table[slot] - 1;
    free(slot);
    int gap = places[number];
    size--;
    int moved = numbers[size];
    long moment = moments[size];
    if (gap < size) {
      numbers[gap] = moved;
      places[moved] = gap;
      move(gap, moment);
    }
    renumber(size, number);
  }

  /** Gives the name with the last number a lower one that has become free. */
  private void renumber(int last, int number) {
    if (number != last) {
      table[slot(names[last])] = number + 1;
      names[number] = names[last];
      places[number] = places[last];
      numbers[places[number]] = number;
    }
    names[last] = null;
  }

  private void move(int place, long moment) {
    int number = numbers[place];
    if (place > 0 && moment < moments[parent(place)]) {
      rise(place, number, moment);
    } else {
      sink(place, number, moment);
    }
  }

  private void rise(int from, int number, long moment) {
    int place = from;
    while (place > 0 && moment < moments[parent(place)]) {
      set(place, numbers[parent(place)], moments[parent(place)]);
      place = parent(place);
    }
    set(place, number, moment);
  }

  private void sink(int from, int number, long moment) {
    int place = from;
    for (int child = soonestChild(place); child > 0; child = soonestChild(place)) {
      if (moments[child] >= moment) {
        break;
      }
      set(place, numbers[child], moments[child]);
      place = child;
    }
    set(place, number, moment);
  }

  private static int parent(int place) {
    return (place - 1) / CHILDREN;
  }

  /** Zero if there is no child. */
  private int soonestChild(int place) {
    long first = (long) place * CHILDREN + 1;
    if (first >= size) {
      return 0;
    }
    int soonest = (int) first;
    int end = (int) Math.min(first + CHILDREN, size);
    for (int child = soonest + 1; child < end; child++) {
      if (moments[child] < moments[soonest]) {
        soonest = child;
      }
    }
    return soonest;
  }

  private void set(int place, int number, long moment) {
    moments[place] = moment;
    numbers[place] = number;
    places[number] = place;
  }

  private void grow() {
    int length = size + (size >> 1);
    names = Arrays.copyOf(names, length);
    places = Arrays.copyOf(places, length);
    moments = Arrays.copyOf(moments, length);
    numbers = Arrays.copyOf(numbers, length);
  }

  /** Where a name stands in the table, or would. */
  private int slot(String name) {
    int slot = home(name);
    while (table[slot] != FREE && !names[table[slot] - 1].equals(name)) {
      slot = following(slot);
    }
    return slot;
  }

  private int home(String name) {
    int hash = name.hashCode() * 0x9E3779B9; // neighbours in the alphabet far apart
    return (hash ^ hash >>> 16) & (table.length - 1);
  }

  private int following(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  private void widenTable() {
    table = new int[table.length * 2];
    for (int number = 0; number < size; number++) {
      int slot = home(names[number]);
      while (table[slot] != FREE) {
        slot = following(slot);
      }
      table[slot] = number + 1;
    }
  }

  /** Frees a place of the table, and moves up those who stand behind it because it was taken. */
  private void free(int slot) {
    int gap = slot;
    for (int next = following(gap); table[next] != FREE; next = following(next)) {
      int home = home(names[table[next] - 1]);
      if (distance(home, next) >= distance(gap, next)) {
        table[gap] = table[next];
        gap = next;
      }
    }
    table[gap] = FREE;
  }

  private int distance(int from, int to) {
    return (to - from) & (table.length - 1);
  }
}
