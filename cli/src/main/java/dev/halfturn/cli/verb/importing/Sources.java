// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.ShownName;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say where to look. */
final class Sources {

  private static final String STANDARD_INPUT = "-";

  /** Where is looked if nobody says where, the first before the others. */
  private static final List<Client> USUAL = List.of(Client.DOTENV, Client.PYTHON, Client.NODE);

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
      description = {
        "Look in the file of a client: python, node or dotenv; or FILE is one.",
        "Or FILE is what a tool has written: aws-sm, chamber or teller.",
        "Or look in AWS for what was built from Amazon's blog post: aws-blog."
      })
  Optional<Client> from = Optional.empty();

  /** Whether somebody said where to look. */
  boolean named() {
    return environment || file.isPresent() || from.isPresent();
  }

  /**
   * Whether the place is a service.
   *
   * @throws HalfturnException if it is, and others are named, too
   */
  boolean looksInService() {
    boolean service = from.equals(Optional.of(Client.AWS_BLOG));
    if (service && (environment || file.isPresent())) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--from aws-blog looks in AWS and nowhere else")
              .withHint("leave out FILE and --env"));
    }
    return service;
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
      return places;
    }
    List<Client> clients = from.map(List::of).orElse(named() ? List.of() : USUAL);
    clients.forEach(client -> places.add(usual(client, invocation)));
    return places;
  }

  private Place given(Invocation invocation) {
    String name = file.orElseThrow();
    Optional<Place.Format> format = from.flatMap(Client::format);
    if (name.equals(STANDARD_INPUT)) {
      return new Place("standard input", format, Optional.empty());
    }
    Path path = invocation.surroundings().directory().resolve(name);
    return ShownName.isPlain(name)
        ? place(path, format, invocation)
        : new Place(ShownName.of(name), format, Optional.of(path));
  }

  private static Place usual(Client client, Invocation invocation) {
    return switch (client) {
      case PYTHON ->
          place(
              invocation
                  .places()
                  .userConfig()
                  .resolveSibling("python-sp-api")
                  .resolve("credentials.yml"),
              client.format(),
              invocation);
      case NODE ->
          place(
              invocation.places().home().resolve(".amzspapi").resolve("credentials"),
              client.format(),
              invocation);
      case DOTENV ->
          new Place(
              "./.env",
              client.format(),
              Optional.of(invocation.surroundings().directory().resolve(".env")));
      case AWS_SM, CHAMBER, TELLER -> throw keepsElsewhere(client);
      case AWS_BLOG ->
          throw new HalfturnException(
              Problem.of(ErrorCode.UNSUPPORTED, "in AWS nothing is looked for but to import it")
                  .withHint("leave out --from aws-blog"));
    };
  }

  /** What others keep, they hand out themselves, to whom they trust. */
  private static HalfturnException keepsElsewhere(Client client) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNSUPPORTED,
                "import does not ask " + client.text() + " itself, only reads what that writes")
            .withHint(client.pipe()));
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
