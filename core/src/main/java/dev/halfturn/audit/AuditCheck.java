// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import dev.halfturn.audit.AuditFlaw.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Follows the chain of a log through its files, until it breaks. */
final class AuditCheck {

  /** Where a line stands. */
  private record Place(Path file, long line) {
    AuditFlaw flaw(Kind kind, String text) {
      return new AuditFlaw(file, line, kind, text);
    }
  }

  /** A line that is none, unless the next one says that it was cut off. */
  private record Torn(Place place, boolean ended, String hash) {}

  private final Optional<AuditMark.End> mark;
  private final List<String> notes = new ArrayList<>();
  private Optional<AuditFlaw> flaw = Optional.empty();
  private Optional<Torn> torn = Optional.empty();
  private Optional<String> last = Optional.empty();
  private Optional<String> lastButOne = Optional.empty();
  private Optional<Place> place = Optional.empty();
  private long number;
  private long lines;
  private boolean marked;

  /**
   * @param mark where the log ended when it was last written to, if that is known
   */
  AuditCheck(Optional<AuditMark.End> mark) {
    this.mark = mark;
  }

  /** Goes on with the next file. */
  void file(int file, Path path, byte[] bytes) {
    AuditLines all = new AuditLines(bytes);
    for (long line = 1; flaw.isEmpty() && all.next(); line++) {
      Place here = new Place(path, line);
      if (all.isEnded()) {
        line(file, here, all.line());
        if (flaw.isEmpty()) {
          compareWithMark(file, here, all.end());
        }
      } else {
        torn = Optional.of(new Torn(here, false, AuditLine.hash(all.line())));
      }
    }
  }

  private void line(int file, Place here, byte[] bytes) {
    Optional<AuditLine> parsed = AuditLine.parse(bytes);
    if (parsed.isEmpty()) {
      if (torn.isPresent()) {
        flaw = Optional.of(unreadable(torn.get().place()));
      }
      torn =
          Optional.of(new Torn(here, true, AuditLine.hash(Arrays.copyOf(bytes, bytes.length - 1))));
      return;
    }
    AuditLine line = parsed.get();
    flaw = check(file, here, line);
    if (flaw.isEmpty()) {
      torn = Optional.empty();
      lastButOne = last;
      last = Optional.of(line.hash());
      place = Optional.of(here);
      number = line.number();
      lines++;
    }
  }

  private Optional<AuditFlaw> check(int file, Place here, AuditLine line) {
    boolean seals = line.is(AuditAction.LOG_SEALED);
    if (torn.isPresent() && !(seals && line.torn().equals(torn.map(Torn::hash)))) {
      return Optional.of(unreadable(torn.get().place()));
    }
    if (torn.isEmpty() && seals) {
      return Optional.of(
          here.flaw(Kind.MISSING, "says that the line before it was cut off, and that is gone"));
    }
    if (line.is(AuditAction.LOG_LOST)) {
      return Optional.of(here.flaw(Kind.MISSING, "lines before this one are gone"));
    }
    if (last.isEmpty()) {
      return first(file, here, line);
    }
    if (line.prev().equals(last.get())) {
      return Optional.empty();
    }
    if (line.number() == number + 1) {
      return Optional.of(changed(place.orElseThrow()));
    }
    return Optional.of(
        line.number() > number
            ? here.flaw(
                Kind.MISSING,
                "lines before this one are gone or moved: "
                    + (line.number() - number - 1)
                    + " of them")
            : here.flaw(Kind.MOVED, "this line was not written here"));
  }

  private Optional<AuditFlaw> first(int file, Place here, AuditLine line) {
    if (file > 1) {
      notes.add("begins with " + here.file() + "; what was written before was taken away");
      return Optional.empty();
    }
    return line.prev().equals(AuditLine.ANCHOR) && line.number() == 1
        ? Optional.empty()
        : Optional.of(here.flaw(Kind.MISSING, "lines before this one are gone"));
  }

  private void compareWithMark(int file, Place here, int end) {
    if (mark.isEmpty() || mark.get().file() != file || end < mark.get().length() || marked) {
      return;
    }
    marked = true;
    boolean right = end == mark.get().length() && last.equals(Optional.of(mark.get().hash()));
    if (!right) {
      flaw = Optional.of(changed(here));
    }
  }

  /** Of the line that was taken for right last. */
  private AuditFlaw changed(Place here) {
    last = lastButOne;
    lines--;
    return here.flaw(Kind.CHANGED, "this line is not as it was written");
  }

  /** What came out. */
  AuditVerdict verdict(SortedMap<Integer, Path> all, AuditFiles files) {
    if (flaw.isEmpty()) {
      flaw = atTheEnd(all, files);
    }
    if (flaw.isEmpty() && mark.isEmpty() && !all.isEmpty()) {
      notes.add(
          files.mark()
              + " is missing: lines cut off at the end would not be noticed before the next entry");
    }
    return new AuditVerdict(List.copyOf(all.values()), lines, last, flaw, notes);
  }

  private Optional<AuditFlaw> atTheEnd(SortedMap<Integer, Path> all, AuditFiles files) {
    if (mark.isPresent() && !marked) {
      Place end =
          place
              .map(found -> new Place(found.file(), found.line() + 1))
              .orElse(new Place(files.current(), 1));
      return Optional.of(
          end.flaw(
              Kind.MISSING,
              "lines from here to number " + mark.get().line() + " of the log are gone"));
    }
    if (torn.isEmpty()) {
      return Optional.empty();
    }
    Place cut = torn.get().place();
    boolean isLast = !all.isEmpty() && cut.file().equals(all.get(all.lastKey()));
    if (!isLast || torn.get().ended()) {
      return Optional.of(unreadable(cut));
    }
    notes.add(
        cut.file()
            + " line "
            + cut.line()
            + " was cut off, as by a crash; the next entry will say so");
    return Optional.empty();
  }

  private static AuditFlaw unreadable(Place place) {
    return place.flaw(Kind.UNREADABLE, "this is no line of the log");
  }
}
