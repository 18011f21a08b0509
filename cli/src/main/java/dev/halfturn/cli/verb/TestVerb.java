// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Progress;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn test}. */
@Command(
    name = "test",
    header = "Tries an application's credentials at Amazon and says which half fails.",
    description = {
      "For each seller one exchange and one call of the Selling Partner API, both without effect,"
          + " except that a refresh token is stored if Amazon replaces it. An overdue client secret"
          + " still exchanges; only the call shows it. So does one that was rotated less than an"
          + " hour ago: then try again."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn test erp", "  halfturn test erp --seller acme-de"})
final class TestVerb extends Verb {

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  @Option(names = "--seller", paramLabel = "SELLER", description = "Only this seller.")
  Optional<String> seller = Optional.empty();

  TestVerb(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<Trial> trials = new ArrayList<>();
    try (Halfturn halfturn = invocation.open()) {
      Known.app(halfturn, app);
      seller.ifPresent(name -> Known.seller(halfturn, app, name));
      SellerTrials sellerTrials =
          new SellerTrials(halfturn, app, invocation.surroundings().clock());
      List<String> sellers =
          seller.map(List::of).orElseGet(() -> halfturn.applications().sellers(app));
      if (sellers.isEmpty()) {
        trials.addAll(sellerTrials.withoutSeller());
      }
      try (Progress progress = invocation.progressOf(sellers.size())) {
        for (String name : sellers) {
          trials.addAll(sellerTrials.of(name));
          progress.step();
        }
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("trials", trials.stream().map(Trial::members).toList());
    invocation.result("test", members, lines(trials));
    return trials.stream()
        .map(Trial::exit)
        .filter(exit -> exit != ExitCode.DONE)
        .findFirst()
        .orElse(ExitCode.DONE);
  }

  private List<String> lines(List<Trial> trials) {
    Table table = Table.withoutHeadings(5);
    for (Trial trial : trials) {
      boolean passed = trial.exit() == ExitCode.DONE;
      table.row(
          (passed ? invocation.glyphs().ok() : invocation.glyphs().failed()) + " " + trial.half(),
          trial.seller(),
          trial.status(),
          String.format(Locale.ROOT, "%6d ms", trial.took().toMillis()),
          trial.text());
    }
    List<String> lines = new ArrayList<>(table.lines());
    trials.forEach(trial -> trial.fix().ifPresent(fix -> lines.add("  fix:  " + fix)));
    return lines;
  }
}
