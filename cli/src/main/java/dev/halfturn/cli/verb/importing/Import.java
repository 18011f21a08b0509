// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.ShownName;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code halfturn import}. */
@Command(
    name = "import",
    header = "Finds credentials that lie elsewhere and stores them.",
    description = {
      "Unless told where, it looks in the environment, in ./.env, and in the files of"
          + " python-amazon-sp-api and of amazon-sp-api for node, in this order; where two of them"
          + " differ, the first one wins. What shares a client id is one application. Values are"
          + " never shown.",
      "--scan ends with 1 if it finds something, --cleanup with 20 if it has to leave something."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn import                                      asks what it must know",
      "  halfturn import --from python --app erp --created 2026-07-01",
      "  halfturn import --from aws-blog --created 2026-07-01",
      "  halfturn import old.env --app erp --expires 2026-12-28",
      "  halfturn import --scan src",
      "  halfturn import --cleanup"
    })
public final class Import extends Verb {

  @Mixin Sources sources;

  @Mixin Answers answers;

  @ArgGroup Instead instead;

  /** At most one of these. */
  static final class Instead {
    @Option(
        names = "--scan",
        paramLabel = "DIR",
        description = "Only look for secrets in source code; imports nothing.")
    Optional<Path> scan = Optional.empty();

    @Option(
        names = "--cleanup",
        description = "Take the values out of the files that the store now has and Amazon accepts.")
    boolean cleanup;
  }

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public Import(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (instead != null && answers.given()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "nothing is imported by --scan and --cleanup")
              .withHint("leave out the flags about what is imported"));
    }
    if (instead != null && instead.cleanup) {
      return new Cleanup(invocation, sources, confirmation, dryRun).run();
    }
    if (instead != null) {
      return scan(instead.scan.orElseThrow());
    }
    return sources.looksInService() ? fromService() : fromFiles();
  }

  private ExitCode fromFiles() {
    Search search = Search.in(invocation, sources);
    List<FoundApplication> chosen = chosen(search);
    try (Halfturn halfturn = invocation.open()) {
      report(search, take(chosen, halfturn, application -> Optional.empty()), List.of());
    }
    return ExitCode.DONE;
  }

  /** What lies in the service of the store in use stays there and is adopted. */
  private ExitCode fromService() {
    ServiceSearch service = ServiceSearch.in(invocation);
    Search search = Search.in(invocation, service);
    List<FoundApplication> chosen = chosen(search);
    Adoption adoption = new Adoption(invocation, service, chosen);
    if (!adoption.isPossible()) {
      try (Halfturn halfturn = invocation.open()) {
        report(search, take(chosen, halfturn, service::name), List.of());
      }
      return ExitCode.DONE;
    }
    adoption.requireItsNames(answers.app);
    List<Imported> imported;
    try (Halfturn halfturn = invocation.open(adoption.settings())) {
      imported = take(chosen, halfturn, service::name);
    }
    if (!dryRun.given()) {
      adoption.write();
    }
    report(search, imported, adoption.lines(dryRun));
    return ExitCode.DONE;
  }

  private List<Imported> take(
      List<FoundApplication> chosen,
      Halfturn halfturn,
      Function<FoundApplication, Optional<String>> called) {
    Intake intake = new Intake(invocation, halfturn, answers, confirmation, dryRun.given());
    List<Imported> imported = new ArrayList<>();
    for (FoundApplication application : chosen) {
      intake
          .take(application, called.apply(application), chosen.size() > 1)
          .ifPresent(imported::add);
    }
    return imported;
  }

  private List<FoundApplication> chosen(Search search) {
    List<FoundApplication> all = FoundApplication.of(search.found());
    new ImportScreen(invocation).found(search, all);
    return chosen(search, all);
  }

  private ExitCode scan(Path directory) {
    if (sources.named()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--scan looks in the directory and nowhere else")
              .withHint("leave out FILE, --env and --from"));
    }
    return new SourceScan(invocation).run(directory);
  }

  private List<FoundApplication> chosen(Search search, List<FoundApplication> all) {
    if (all.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  "no credentials were found in "
                      + search.places().stream()
                          .map(Place::label)
                          .collect(Collectors.joining(", ")))
              .withHint(
                  sources
                      .from
                      .filter(client -> !client.command().isEmpty())
                      .map(client -> "it reads what a tool has written: " + client.pipe())
                      .orElse(
                          "name a file that has them, or add them by 'halfturn app add'; a client"
                              + " id begins with amzn1.application-oa2-client")));
    }
    List<FoundApplication> chosen =
        all.stream()
            .filter(
                application -> answers.clientId.map(application.clientId()::endsWith).orElse(true))
            .toList();
    String clients =
        all.stream().map(FoundApplication::shortClientId).collect(Collectors.joining(", "));
    if (chosen.isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "no client id that was found ends so")
              .withHint("found were: " + clients));
    }
    boolean oneAnswer = answers.app.isPresent() || !invocation.surroundings().terminal().canAsk();
    if (chosen.size() > 1 && oneAnswer) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  chosen.size() + " applications were found, and one can be imported at a time")
              .withHint("choose by --client-id and the end of its client id: " + clients));
    }
    return chosen;
  }

  private void report(Search search, List<Imported> imported, List<String> before) {
    Map<String, Object> members = ImportScreen.members(search);
    members.put("apps", imported.stream().map(Imported::members).toList());
    members.put("dryRun", dryRun.given());
    List<String> lines = new ArrayList<>(before);
    Set<Place> places = new LinkedHashSet<>();
    for (Imported one : imported) {
      String verb = one.changed() ? verb(before.isEmpty()) : "Unchanged";
      lines.add(verb + "  " + one.line());
      if (!one.kept().isEmpty()) {
        lines.add("Kept    " + String.join(", ", one.kept()));
      }
      one.places().stream().filter(place -> place.file().isPresent()).forEach(places::add);
    }
    if (!dryRun.given() && !places.isEmpty()) {
      lines.add(note(places));
    }
    invocation.done("import", members, lines);
  }

  private String verb(boolean copied) {
    return copied ? dryRun.verb("Stored", "store") : dryRun.verb("Adopted", "adopt");
  }

  private String note(Set<Place> places) {
    String names = places.stream().map(Place::shortLabel).collect(Collectors.joining(" and "));
    boolean isCopy =
        places.stream().anyMatch(place -> place.format().equals(Optional.of(Place.Format.AWS)));
    String again = sources.file.map(file -> " " + ShownName.of(file)).orElse("");
    return "Note    "
        + names
        + (places.size() == 1 ? " still holds" : " still hold")
        + " the secret in clear text. "
        + (isCopy
            ? "Delete the file after the test."
            : "Remove it after the test:  halfturn import --cleanup" + again);
  }
}
