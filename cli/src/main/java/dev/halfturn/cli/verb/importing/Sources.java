// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.ShownPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say where to look. */
final class Sources {

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Look in this file, or in standard input if it is '-'.")
  Optional<String> file = Optional.empty();

  @Option(names = "--env", description = "Look in the environment.")
  boolean environment;

  @Option(
      names = "--from",
      paramLabel = "CLIENT",
      converter = Client.Converter.class,
      description = "Look in the file of a client: python, node or dotenv; or FILE is one.")
  Optional<Client> from = Optional.empty();

  /** Whether somebody said where to look. */
  boolean named() {
    return environment || file.isPresent() || from.isPresent();
  }

  /** Whether the environment is one of the places. */
  boolean looksInEnvironment() {
    return environment || !named();
  }

  /** The places, in order. */
  List<Place> places(Invocation invocation) {
    List<Place> places = new ArrayList<>();
    if (looksInEnvironment()) {
      places.add(new Place("environment", Optional.of(Place.Format.ENVIRONMENT), Optional.empty()));
    }
    if (file.isPresent()) {
      places.add(given(invocation));
    } else {
      for (Client client : List.of(Client.DOTENV, Client.PYTHON, Client.NODE)) {
        if (from.map(client::equals).orElse(!named())) {
          places.add(usual(client, invocation));
        }
      }
    }
    return places;
  }

  private Place given(Invocation invocation) {
    String name = file.orElseThrow();
    Optional<Place.Format> format = from.map(Client::format);
    if (name.equals(STANDARD_INPUT)) {
      return new Place("standard input", format, Optional.empty());
    }
    Path path = invocation.surroundings().directory().resolve(name);
    return ShownPath.isPlain(name)
        ? place(path, format, invocation)
        : new Place(ShownPath.of(name), format, Optional.of(path));
  }

  private static Place usual(Client client, Invocation invocation) {
    Path file =
        switch (client) {
          case PYTHON ->
              invocation
                  .places()
                  .userConfig()
                  .resolveSibling("python-sp-api")
                  .resolve("credentials.yml");
          case NODE -> invocation.places().home().resolve(".amzspapi").resolve("credentials");
          case DOTENV -> invocation.surroundings().directory().resolve(".env");
        };
    return client == Client.DOTENV
        ? new Place("./.env", Optional.of(client.format()), Optional.of(file))
        : place(file, Optional.of(client.format()), invocation);
  }

  private static Place place(Path file, Optional<Place.Format> format, Invocation invocation) {
    Path home = invocation.places().home();
    String label =
        file.startsWith(home) && !file.equals(home)
            ? "~/" + home.relativize(file).toString().replace('\\', '/')
            : file.toString();
    return new Place(label, format, Optional.of(file));
  }
}
