// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names, each with the moment it is due, the soonest at hand. A moment moves in place, since each
 * name knows where it stands; nothing outdated is left behind. Not thread-safe.
 *
 * <p>A heap with four children to a parent beside a table of hash codes, all in arrays of numbers:
 * some 40 bytes a name besides the name itself, and nothing is copied as it grows but the table.
 */
public final class DueHeap {

  /** Later than every moment; what an empty heap answers. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int CHILDREN = 4;
  private static final int PAGE = 256;
  private static final long FREE = 0;

  private int size;

  // in pages, by number of the name, 0 to size - 1
  private String[][] names = new String[1][PAGE];
  private int[][] places = new int[1][PAGE];

  // in pages, by place in the heap
  private long[][] moments = new long[1][PAGE];
  private int[][] numbers = new int[1][PAGE];

  // open addresses: the hash code above, the number + 1 of the name below; or free
  private long[] table = new long[32];

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
    return size == 0 ? NEVER : moment(0);
  }

  /** A name that is due at the soonest moment; there must be one. */
  public String first() {
    if (size == 0) {
      throw new IllegalStateException("nothing is planned");
    }
    return name(number(0));
  }

  /** The names that are due after a moment, in no order; looks at each. */
  public List<String> after(long moment) {
    List<String> found = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      if (moment(place) > moment) {
        found.add(name(number(place)));
      }
    }
    return found;
  }

  /** Sets a name's moment, in place of an earlier one. */
  public void put(String name, long moment) {
    int slot = slot(name);
    if (table[slot] != FREE) {
      move(place(numberAt(slot)), moment);
      return;
    }
    if (size == names.length * PAGE) {
      addPages();
    }
    table[slot] = (long) hash(name) << Integer.SIZE | (size + 1);
    name(size, name);
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
    int number = numberAt(slot);
    free(slot);
    int gap = place(number);
    size--;
    if (gap < size) {
      long moment = moment(size);
      set(gap, number(size), moment);
      move(gap, moment);
    }
    renumber(size, number);
  }

  /** Gives the name with the last number a lower one that has become free. */
  private void renumber(int last, int number) {
    if (number != last) {
      int slot = slot(name(last));
      table[slot] = table[slot] - (last - number);
      name(number, name(last));
      int place = place(last);
      set(place, number, moment(place));
    }
    name(last, null);
  }

  private void move(int place, long moment) {
    int number = number(place);
    if (place > 0 && moment < moment(parent(place))) {
      rise(place, number, moment);
    } else {
      sink(place, number, moment);
    }
  }

  private void rise(int from, int number, long moment) {
    int place = from;
    while (place > 0 && moment < moment(parent(place))) {
      int parent = parent(place);
      set(place, number(parent), moment(parent));
      place = parent;
    }
    set(place, number, moment);
  }

  private void sink(int from, int number, long moment) {
    int place = from;
    for (int child = soonestChild(place); child > 0; child = soonestChild(place)) {
      if (moment(child) >= moment) {
        break;
      }
      set(place, number(child), moment(child));
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
      if (moment(child) < moment(soonest)) {
        soonest = child;
      }
    }
    return soonest;
  }

  private void set(int place, int number, long moment) {
    moments[place / PAGE][place % PAGE] = moment;
    numbers[place / PAGE][place % PAGE] = number;
    places[number / PAGE][number % PAGE] = place;
  }

  private long moment(int place) {
    return moments[place / PAGE][place % PAGE];
  }

  private int number(int place) {
    return numbers[place / PAGE][place % PAGE];
  }

  private int place(int number) {
    return places[number / PAGE][number % PAGE];
  }

  private String name(int number) {
    return names[number / PAGE][number % PAGE];
  }

  private void name(int number, String name) {
    names[number / PAGE][number % PAGE] = name;
  }

  private void addPages() {
    int known = names.length;
    names = Arrays.copyOf(names, known + 1 + known / 8);
    places = Arrays.copyOf(places, names.length);
    moments = Arrays.copyOf(moments, names.length);
    numbers = Arrays.copyOf(numbers, names.length);
    for (int page = known; page < names.length; page++) {
      names[page] = new String[PAGE];
      places[page] = new int[PAGE];
      moments[page] = new long[PAGE];
      numbers[page] = new int[PAGE];
    }
  }

  /** Where a name stands in the table, or would. */
  private int slot(String name) {
    int hash = hash(name);
    int slot = home(hash);
    while (table[slot] != FREE && !(hashAt(slot) == hash && name(numberAt(slot)).equals(name))) {
      slot = following(slot);
    }
    return slot;
  }

  private static int hash(String name) {
    int hash = name.hashCode() * 0x9E3779B9; // neighbours in the alphabet far apart
    return hash ^ hash >>> 16;
  }

  private int home(int hash) {
    return hash & (table.length - 1);
  }

  private int following(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  private int hashAt(int slot) {
    return (int) (table[slot] >>> Integer.SIZE);
  }

  private int numberAt(int slot) {
    return (int) table[slot] - 1;
  }

  private void widenTable() {
    long[] narrow = table;
    table = new long[narrow.length * 2];
    for (long taken : narrow) {
      if (taken != FREE) {
        int slot = home((int) (taken >>> Integer.SIZE));
        while (table[slot] != FREE) {
          slot = following(slot);
        }
        table[slot] = taken;
      }
    }
  }

  /** Frees a place of the table, and moves up those who stand behind it because it was taken. */
  private void free(int slot) {
    int gap = slot;
    for (int next = following(gap); table[next] != FREE; next = following(next)) {
      if (distance(home(hashAt(next)), next) >= distance(gap, next)) {
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
