// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file {@code URGENT-<app>.txt} in the state directory for as long as a reminder does not get
 * through: for whoever looks at the machine, since nobody else is told. Holds no secret.
 */
final class UrgentFiles {

  private static final Logger log = LoggerFactory.getLogger(UrgentFiles.class);

  private final Path directory;

  UrgentFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes or removes the file of an application, as it stands. A failure is logged only. */
  void update(RotationStatus status) {
    Path file = file(status.app());
    Optional<Condition> notTold =
        status.conditions().stream()
            .filter(condition -> condition.type().equals(Condition.NOT_TOLD))
            .findFirst();
    try {
      if (notTold.isPresent()) {
        List<String> text = text(status, notTold.get());
        text.forEach(line -> log.error("{}: {}", status.app(), line));
        Files.createDirectories(directory);
        Files.write(file, text);
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.warn("{}: file {} cannot be written ({})", status.app(), file, e.getClass().getName());
    }
  }

  /** The application is another one now, or none. */
  void forget(String app) {
    try {
      Files.deleteIfExists(file(app));
    } catch (IOException e) {
      log.warn("{}: file {} cannot be removed ({})", app, file(app), e.getClass().getName());
    }
  }

  private Path file(String app) {
    return directory.resolve("URGENT-" + app + ".txt");
  }

  private static List<String> text(RotationStatus status, Condition notTold) {
    String end =
        status
            .secret()
            .expiry()
            .map(
                expiry ->
                    "the LWA client secret of "
                        + status.app()
                        + " expires "
                        + expiry.expiresAt()
                        + " ("
                        + expiry.daysLeft(status.at())
                        + " days left)")
            .orElse("nobody has said when the LWA client secret of " + status.app() + " expires");
    return List.of(
        end,
        notTold.message(),
        "see 'halfturn status " + status.app() + "', then try 'halfturn notify test'");
  }
}
