// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One occasion to tell people something about one secret. Ordered by urgency, mildest first.
 *
 * @param kind what kind of occasion
 * @param number which of its kind: the day of life for {@link Kind#DAY}, ten thousand times that
 *     plus how often it was repeated for {@link Kind#REPEAT}, minutes since 1970 for {@link
 *     Kind#HANDOVER} and {@link Kind#STUCK}, days since 1970 for {@link Kind#SELLERS}, the day
 *     after the rotation for {@link Kind#OVERLAP}, otherwise counted from 0
 */
public record Rung(Kind kind, int number) implements Comparable<Rung> {

  /** Kinds of occasions, mildest first. */
  public enum Kind {
    /** Nobody knows when the secret ends; once a week. */
    UNKNOWN,
    /** A day of the ladder. */
    DAY,
    /** Repetition of a day of the ladder, in the last days before the end. */
    REPEAT,
    /** The end itself, then once a day. */
    EXPIRED,
    /** A new secret is in place. Once per rotation. */
    ROTATED,
    /** A new secret is still refused by Amazon, or held back, after a while. Once per rotation. */
    REFUSED,
    /** The automatic rotation does not get on. Once each time that begins. */
    STUCK,
    /** Somebody is asked to make a new secret. Once each time it is asked. */
    HANDOVER,
    /** After a rotation somebody still uses the old secret, which ends soon. */
    OVERLAP,
    /** The authorizations of sellers end soon. */
    SELLERS
  }

  /** Largest {@link #number}. */
  static final int MAX_NUMBER = 999_999_999;

  private static final int REPEATS = 10_000;
  private static final Pattern KEY = Pattern.compile("(?:([a-z]+)-)?([0-9]{1,9})");
  private static final Pattern REPEAT_KEY = Pattern.compile("([0-9]{1,5})-([0-9]{1,4})");

  /** A day and its repetitions stand in order of time among the other days. */
  private static final Comparator<Rung> URGENCY =
      Comparator.comparing((Rung rung) -> rung.kind == Kind.REPEAT ? Kind.DAY : rung.kind)
          .thenComparingLong(
              rung -> rung.kind == Kind.DAY ? (long) rung.number * REPEATS : rung.number)
          .thenComparing(Rung::kind);

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

  /** The day of the ladder repeated once more. */
  static Rung repeat(int day, int times) {
    return new Rung(Kind.REPEAT, day * REPEATS + times);
  }

  /** Whether it is about the end of the client secret and this is the day of life it is for. */
  OptionalInt dayOfLife() {
    return switch (kind) {
      case DAY -> OptionalInt.of(number);
      case REPEAT -> OptionalInt.of(number / REPEATS);
      default -> OptionalInt.empty();
    };
  }

  /** Short, unique and stable text: {@code 150}, {@code 179-3} repeated, {@code expired-0}. */
  public String key() {
    return switch (kind) {
      case DAY -> Integer.toString(number);
      case REPEAT -> number / REPEATS + "-" + number % REPEATS;
      default -> kind.name().toLowerCase(Locale.ROOT) + "-" + number;
    };
  }

  /** The rung with this key; empty if there is none such. */
  static Optional<Rung> parse(String key) {
    Matcher repeat = REPEAT_KEY.matcher(key);
    if (repeat.matches()) {
      return Optional.of(
          repeat(Integer.parseInt(repeat.group(1)), Integer.parseInt(repeat.group(2))));
    }
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    if (matcher.group(1) == null) {
      return Optional.of(day(number));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DAY
          && kind != Kind.REPEAT
          && kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(1))) {
        return Optional.of(new Rung(kind, number));
      }
    }
    return Optional.empty();
  }

  /** Whether it stands on the way to the end of the secret, rather than reporting a rotation. */
  boolean isReminder() {
    return kind.compareTo(Kind.ROTATED) < 0;
  }

  /** Whether it is about something that outlives the client secret. */
  boolean outlivesSecret() {
    return kind == Kind.SELLERS;
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
