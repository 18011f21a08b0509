// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One occasion to tell people something about one secret. Ordered by urgency, mildest first.
 *
 * @param kind what kind of occasion
 * @param number which of its kind: the day of life for {@link Kind#DAY}, minutes since 1970 for
 *     {@link Kind#HANDOVER}, otherwise counted from 0
 */
public record Rung(Kind kind, int number) implements Comparable<Rung> {

  /** Kinds of occasions, mildest first. */
  public enum Kind {
    /** Nobody knows when the secret ends; once a week. */
    UNKNOWN,
    /** A day of the ladder. */
    DAY,
    /** Repetition of the last day of the ladder until the end. */
    REPEAT,
    /** The end itself, then once a day. */
    EXPIRED,
    /** A new secret is in place. Once per rotation. */
    ROTATED,
    /** A new secret is still refused by Amazon after a while. Once per rotation. */
    REFUSED,
    /** Somebody is asked to make a new secret. Once each time it is asked. */
    HANDOVER
  }

  /** Largest {@link #number}. */
  static final int MAX_NUMBER = 999_999_999;

  private static final Pattern KEY = Pattern.compile("(?:([a-z]+)-)?([0-9]{1,9})");
  private static final Comparator<Rung> URGENCY =
      Comparator.comparing(Rung::kind).thenComparingInt(Rung::number);

  public Rung {
    Objects.requireNonNull(kind);
    if (number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("a rung's number has 1 to 9 digits");
    }
  }

  /** A day of the ladder. */
  static Rung day(int day) {
    return new Rung(Kind.DAY, day);
  }

  /** Short, unique and stable text: {@code 150}, {@code repeat-3}, {@code expired-0}. */
  public String key() {
    return kind == Kind.DAY
        ? Integer.toString(number)
        : kind.name().toLowerCase(Locale.ROOT) + "-" + number;
  }

  /** The rung with this key; empty if there is none such. */
  static Optional<Rung> parse(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    if (matcher.group(1) == null) {
      return Optional.of(day(number));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DAY && kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(1))) {
        return Optional.of(new Rung(kind, number));
      }
    }
    return Optional.empty();
  }

  /** Whether it stands on the way to the end of the secret, rather than reporting a rotation. */
  boolean isReminder() {
    return kind.compareTo(Kind.ROTATED) < 0;
  }

  @Override
  public int compareTo(Rung other) {
    return URGENCY.compare(this, other);
  }

  @Override
  public String toString() {
    return key();
  }
}
