// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for credentials. Places that were named must be there and be understood whole; of the usual
 * ones that nobody named, what cannot be understood is only mentioned.
 */
final class Search {

  private static final Set<String> NAMES_OF_SECRETS =
      Set.of("SP_API_AWS_SECRET_ID", "SP_API_APP_CREDENTIALS_SECRET_ARN");

  private final Invocation invocation;
  private final List<Place> places;
  private final boolean named;
  private final List<Found> found = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Search(Invocation invocation, List<Place> places, boolean named) {
    this.invocation = invocation;
    this.places = places;
    this.named = named;
  }

  /** In the places that were named, or else in all the usual ones. */
  static Search in(Invocation invocation, Sources sources) {
    Search search = new Search(invocation, sources.places(invocation), sources.named());
    search.places.forEach(search::look);
    return search;
  }

  /** In a service. */
  static Search in(Invocation invocation, ServiceSearch service) {
    Search search = new Search(invocation, List.of(service.place()), true);
    search.found.addAll(service.found());
    return search;
  }

  /** Where was looked, in order: of two places that differ, the first one wins. */
  List<Place> places() {
    return places;
  }

  /** What was found, in the order of the places. */
  List<Found> found() {
    return List.copyOf(found);
  }

  /** What was seen on the way and is not as it should be; no value in it. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void look(Place place) {
    try {
      if (place.file().isPresent() && !named && !Files.isRegularFile(place.file().get())) {
        return;
      }
      read(place);
    } catch (HalfturnException e) {
      if (named) {
        throw e;
      }
      remarks.add(e.getMessage());
    }
  }

  private void read(Place place) {
    if (place.format().equals(Optional.of(Place.Format.ENVIRONMENT))) {
      List<Entry> entries = new ArrayList<>();
      new TreeMap<>(invocation.surroundings().environment())
          .forEach((name, value) -> entries.add(Entry.of(name, value)));
      add(place, entries);
      mentionAws(place, entries);
      return;
    }
    String text = text(place);
    Place.Format format = place.format().orElseGet(() -> Place.Format.of(text));
    Reading reading = SourceText.read(text, format);
    for (Reading.Fault fault : reading.faults()) {
      HalfturnException failure =
          SourceText.unreadable(place.label() + ":" + fault.line(), fault.reason());
      if (named) {
        throw failure;
      }
      remarks.add(failure.getMessage());
    }
    add(new Place(place.label(), Optional.of(format), place.file()), reading.entries());
  }

  /** Variables in which clients are told where the credentials are. */
  private void mentionAws(Place place, List<Entry> entries) {
    for (Entry entry : entries) {
      if (NAMES_OF_SECRETS.contains(entry.name()) && !entry.value().isEmpty()) {
        remarks.add(
            "%s: %s names a secret of AWS: %s"
                .formatted(
                    place.label(),
                    entry.name(),
                    Client.AWS_SM.pipe().replace(" ID", " \"$" + entry.name() + "\"")));
      }
    }
  }

  private String text(Place place) {
    Optional<Path> file = place.file();
    if (file.isPresent()) {
      return SourceText.of(file.get(), place.label());
    }
    try {
      return SourceText.of(invocation.surroundings().in(), place.label());
    } catch (IOException e) {
      throw SourceText.unreadable(place.label(), "cannot be read");
    }
  }

  private void add(Place place, List<Entry> entries) {
    Accounts accounts = new Accounts(place, entries);
    found.addAll(accounts.found());
    accounts
        .leftOver()
        .forEach(
            name ->
                remarks.add(
                    place.label()
                        + ": "
                        + name
                        + " belongs to no client id there and is left out"));
  }
}
