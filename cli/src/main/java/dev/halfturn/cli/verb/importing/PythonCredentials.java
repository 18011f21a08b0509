// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code import} finds in a {@code credentials.yml} of python-amazon-sp-api. */
public final class PythonCredentials {

  /**
   * What shares a client id.
   *
   * @param sellers refresh tokens by name of the seller, sorted
   */
  public record Application(
      String clientId, SecretValue clientSecret, Map<String, SecretValue> sellers) {}

  private PythonCredentials() {}

  /**
   * The applications that are there with a client secret.
   *
   * @throws HalfturnException if the file cannot be read
   */
  public static List<Application> in(Path file) {
    Place place = new Place(file.toString(), Optional.of(Place.Format.YAML), Optional.of(file));
    Reading reading = SourceText.read(SourceText.of(file, place.label()), Place.Format.YAML);
    return FoundApplication.of(new Accounts(place, reading.entries()).found()).stream()
        .filter(found -> found.secret().isPresent())
        .map(
            found ->
                new Application(found.clientId(), found.secret().orElseThrow(), found.sellers()))
        .toList();
  }
}
