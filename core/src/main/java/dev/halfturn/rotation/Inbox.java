// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Secrets that Amazon issued and that are neither the current nor the previous one: received and
 * not yet proved, or replaced and not yet dead. One entry in the store, written before anything
 * else happens to a new secret. Immutable.
 *
 * @param items newest first by {@link InboxItem#eventTime}, at most {@value #MAX_ITEMS}, each key
 *     and each value once
 */
public record Inbox(List<InboxItem> items) {

  /** Most secrets held at once. */
  public static final int MAX_ITEMS = 8;

  private static final Comparator<InboxItem> NEWEST_FIRST =
      Comparator.comparing(InboxItem::eventTime).reversed();

  /** Nothing received. */
  public static final Inbox EMPTY = new Inbox(List.of());

  /**
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code INBOX_FULL}, if
   *     there are too many
   */
  public Inbox {
    items = items.stream().sorted(NEWEST_FIRST).toList();
    if (items.size() > MAX_ITEMS) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "INBOX_FULL",
                  "the inbox already holds " + MAX_ITEMS + " secrets that have not expired")
              .withHint("one of them may be the right one; resume the rotation"));
    }
  }

  /** The item that holds this secret. */
  public Optional<InboxItem> find(SecretValue value) {
    return items.stream().filter(item -> item.value().equals(value)).findFirst();
  }

  /** Those that Amazon has refused so far, newest first. */
  List<SecretValue> refused() {
    return items.stream()
        .filter(item -> item.state() == InboxItem.State.SUSPECT)
        .map(InboxItem::value)
        .toList();
  }

  /** Whether one more fits. */
  public boolean isFull() {
    return items.size() == MAX_ITEMS;
  }

  /** The secrets, newest first: what a reader tries when the current one is refused. */
  public List<SecretValue> values() {
    return items.stream().map(InboxItem::value).toList();
  }

  /** With the item in place of those with its key or its value. */
  Inbox with(InboxItem item) {
    List<InboxItem> changed = new ArrayList<>(items);
    changed.removeIf(other -> other.key().equals(item.key()) || other.value().equals(item.value()));
    changed.add(item);
    return new Inbox(changed);
  }

  Inbox without(Predicate<InboxItem> dropped) {
    return new Inbox(items.stream().filter(dropped.negate()).toList());
  }

  @Override
  public String toString() {
    return "Inbox[" + items.size() + " secrets]";
  }
}
