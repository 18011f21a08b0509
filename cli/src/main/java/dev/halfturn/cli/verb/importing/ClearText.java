// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.client.KnownName;
import dev.halfturn.cli.client.Role;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A file in which secrets stand in clear text, and the same file without some of them. */
final class ClearText {

  private final Place place;
  private final String text;
  private final Place.Format format;
  private final List<Entry> entries;

  private ClearText(Place place, String text) {
    this.place = place;
    this.text = text;
    this.format = place.format().orElseGet(() -> Place.Format.of(text));
    if (format == Place.Format.AWS) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  place.label() + " is a copy that Amazon's command line made")
              .withHint("delete the file"));
    }
    Reading reading = SourceText.read(text, format);
    reading.faults().stream()
        .findFirst()
        .ifPresent(
            fault -> {
              throw SourceText.unreadable(place.label() + ":" + fault.line(), fault.reason());
            });
    this.entries = reading.entries();
  }

  /** Reads a file; the place has one. */
  static ClearText of(Place place) {
    return new ClearText(place, SourceText.of(place.file().orElseThrow(), place.label()));
  }

  Place place() {
    return place;
  }

  /** Client secrets and refresh tokens, each once wherever accounts share it. */
  List<Entry> secrets() {
    List<Entry> secrets = new ArrayList<>();
    for (Entry entry : entries) {
      boolean secret =
          KnownName.of(entry.name()).filter(name -> name.role() != Role.CLIENT_ID).isPresent();
      boolean known = secrets.stream().anyMatch(other -> other.start() == entry.start());
      if (secret && !known && !entry.value().isEmpty()) {
        secrets.add(entry);
      }
    }
    return secrets;
  }

  /** The text without these values; empty if that cannot be done without touching others. */
  Optional<String> without(List<Entry> removed) {
    StringBuilder result = new StringBuilder(text);
    removed.stream()
        .sorted(Comparator.comparingInt(Entry::start).reversed())
        .forEach(entry -> result.replace(entry.start(), entry.end(), entry.blank()));
    Predicate<Entry> isRemoved =
        entry -> removed.stream().anyMatch(other -> other.start() == entry.start());
    List<Entry> after = SourceText.read(result.toString(), format).entries();
    boolean asMeant = after.size() == entries.size();
    for (int i = 0; asMeant && i < after.size(); i++) {
      Entry before = entries.get(i);
      asMeant =
          after.get(i).section().equals(before.section())
              && after.get(i).name().equals(before.name())
              && after.get(i).value().equals(isRemoved.test(before) ? "" : before.value());
    }
    return asMeant ? Optional.of(result.toString()) : Optional.empty();
  }

  /** What it is, and was read. */
  String text() {
    return text;
  }

  /** The lines in which a value stands, whatever it is there. */
  static List<Integer> lines(String text, String value) {
    List<Integer> lines = new ArrayList<>();
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).contains(value)) {
        lines.add(i + 1);
      }
    }
    return lines;
  }

  /** Writes the text in place of the one that was read. */
  void replaceBy(String other) {
    SafeRewrite.replace(place.file().orElseThrow(), place.label(), text, other);
  }
}
