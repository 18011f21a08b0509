// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.store.azure.eventgrid.MessageQueue.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which message waits for which application, kept in a file, so that the next process can change it
 * instead of adding another. If the file is lost, somebody is woken once too often. Thread-safe.
 */
final class Armed {

  private static final Logger LOG = LoggerFactory.getLogger(Armed.class);

  /** A message and the moment at which it is seen. */
  record Waiting(Instant at, Ticket ticket) {}

  private final Path file;
  private Optional<Map<String, Waiting>> known = Optional.empty();

  Armed(Path file) {
    this.file = file;
  }

  synchronized Optional<Waiting> find(String app) {
    return Optional.ofNullable(all().get(app));
  }

  synchronized void put(String app, Waiting waiting) {
    all().put(app, waiting);
    write();
  }

  synchronized void remove(String app) {
    if (all().remove(app) != null) {
      write();
    }
  }

  private Map<String, Waiting> all() {
    if (known.isEmpty()) {
      known = Optional.of(read());
    }
    return known.get();
  }

  private Map<String, Waiting> read() {
    Map<String, Waiting> read = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        JSON.std
            .mapFrom(Files.readString(file))
            .forEach((app, members) -> read.put(app, waiting((Map<?, ?>) members)));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} cannot be read, and is begun anew", file);
      read.clear();
    }
    return read;
  }

  private static Waiting waiting(Map<?, ?> members) throws DateTimeException {
    return new Waiting(
        Instant.parse((String) members.get("at")),
        new Ticket((String) members.get("id"), (String) members.get("receipt")));
  }

  private void write() {
    Map<String, Map<String, String>> texts = new TreeMap<>();
    all()
        .forEach(
            (app, waiting) ->
                texts.put(
                    app,
                    Map.of(
                        "at", waiting.at().toString(),
                        "id", waiting.ticket().id(),
                        "receipt", waiting.ticket().receipt())));
    try {
      Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(file.getParent(), "armed", ".json");
      Files.writeString(written, JSON.std.asString(texts));
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} cannot be written: somebody may be woken twice", file);
    }
  }
}
