// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.input.RegionConverter;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What an import has to know besides: by flags, or else from the person at the keyboard. */
final class Answers {

  /** What leaves an application out. */
  private static final String LEAVE_OUT = "-";

  private static final String CONSOLE = "console";
  private static final int MAX_TRIES = 5;

  @Option(names = "--app", paramLabel = "APP", description = "How Halfturn is to call it.")
  Optional<String> app = Optional.empty();

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "Import only the application with this client id; its end is enough.")
  Optional<String> clientId = Optional.empty();

  @ArgGroup When when;

  /** At most one of these. */
  static final class When {
    @Option(
        names = "--created",
        paramLabel = "DATE",
        converter = Life.CreatedConverter.class,
        description = "When the client secret was made: a date, 'today' or 'unknown'.")
    Optional<Life> created = Optional.empty();

    @Option(
        names = "--expires",
        paramLabel = "DATE",
        converter = Life.ExpiresConverter.class,
        description = "When it expires: \"Rotate by\" in Amazon's console.")
    Optional<Life> expires = Optional.empty();
  }

  @Option(
      names = "--region",
      paramLabel = "REGION",
      converter = RegionConverter.class,
      description = "Where its sellers are: na, eu or fe (na).")
  Optional<SpApiRegion> region = Optional.empty();

  @Option(
      names = "--replace",
      description = "Replace what the store has under that name and is not the same.")
  boolean replace;

  /** What was said about the life of the secret. */
  Optional<Life> life() {
    return when == null ? Optional.empty() : when.created.or(() -> when.expires);
  }

  /** Whether any of them was given. */
  boolean given() {
    return app.isPresent() || clientId.isPresent() || when != null || region.isPresent() || replace;
  }

  /**
   * The name of an application; empty if it is to be left out.
   *
   * @param suggestion what an empty answer means
   * @param certain whether the suggestion will do where nobody can be asked
   * @param several whether there are other applications, so that this one may be left out
   */
  Optional<String> name(
      FoundApplication found,
      String suggestion,
      boolean certain,
      boolean several,
      Invocation invocation) {
    if (app.isPresent()) {
      return Optional.of(CredentialNames.app(app.get()));
    }
    if (certain && !invocation.surroundings().terminal().canAsk()) {
      return Optional.of(suggestion);
    }
    requirePerson("the name of the application", "--app APP", invocation);
    String prompt =
        several
            ? "Name of application "
                + invocation.glyphs().ellipsis()
                + found.shortClientId()
                + "       ["
                + suggestion
                + ", or - to leave it out]: "
            : "Name of the application        [" + suggestion + "]: ";
    return ask(
        prompt,
        answer -> {
          if (several && answer.equals(LEAVE_OUT)) {
            return Optional.<String>empty();
          }
          return Optional.of(CredentialNames.app(answer.isEmpty() ? suggestion : answer));
        },
        invocation);
  }

  /** When the secret was made or ends. */
  Life life(Function<Life, Life> checked, Invocation invocation) {
    if (life().isPresent()) {
      return life().get();
    }
    requirePerson(
        "the day the client secret was made", "--created DATE or --expires DATE", invocation);
    Optional<Life> created =
        ask(
            "When was the secret created?   [today, or YYYY-MM-DD, or \"console\" to see where it is"
                + " shown]: ",
            answer ->
                answer.equals(CONSOLE)
                    ? Optional.<Life>empty()
                    : Optional.of(checked.apply(new Life.CreatedConverter().convert(answer))),
            invocation);
    if (created.isPresent()) {
      return created.get();
    }
    String arrow = " " + invocation.glyphs().arrow() + " ";
    invocation.progress(
        "   "
            + String.join(
                arrow,
                "Solution Provider Portal",
                "Develop apps",
                "column \"LWA credentials\"",
                "View",
                "\"Rotate by\""));
    return ask(
        "Rotate by (YYYY-MM-DD): ",
        answer -> checked.apply(new Life.ExpiresConverter().convert(answer)),
        invocation);
  }

  /** Asks until the answer can be used, but not for ever. */
  private static <T> T ask(String prompt, Function<String, T> use, Invocation invocation) {
    for (int attempt = 1; ; attempt++) {
      Optional<String> answer = invocation.surroundings().terminal().ask(prompt);
      String text =
          answer
              .map(String::strip)
              .orElseThrow(
                  () ->
                      new HalfturnException(
                          Problem.of(ErrorCode.INVALID_ARGUMENT, "no answer was given")
                              .withHint("nothing has changed")));
      try {
        return use.apply(text);
      } catch (TypeConversionException e) {
        again("the answer " + e.getMessage(), Optional.empty(), attempt, invocation);
      } catch (HalfturnException e) {
        again(e.getMessage(), e.hint(), attempt, invocation);
      }
    }
  }

  private static void again(
      String message, Optional<String> hint, int attempt, Invocation invocation) {
    if (attempt == MAX_TRIES) {
      Problem problem = Problem.of(ErrorCode.INVALID_ARGUMENT, message);
      throw new HalfturnException(hint.map(problem::withHint).orElse(problem));
    }
    invocation.progress("   " + invocation.glyphs().failed() + " " + message);
    hint.ifPresent(text -> invocation.progress("     " + text));
  }

  private static void requirePerson(String what, String flag, Invocation invocation) {
    if (!invocation.surroundings().terminal().canAsk()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, what + " is needed and nobody can be asked")
              .withHint("add " + flag));
    }
  }
}
