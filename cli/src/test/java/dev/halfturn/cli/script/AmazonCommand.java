// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.testkit.SettableClock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The scripts' hand on the simulated Amazon. Secrets go into variables, never into the script. */
final class AmazonCommand {

  private final AmazonSimulator amazon;
  private final Consumer<SimulatedApp> watch;
  private final SettableClock clock;
  private final Map<String, String> variables;

  /**
   * @param watch told of each application that is added
   */
  AmazonCommand(
      AmazonSimulator amazon,
      Consumer<SimulatedApp> watch,
      SettableClock clock,
      Map<String, String> variables) {
    this.amazon = amazon;
    this.watch = watch;
    this.clock = clock;
    this.variables = variables;
  }

  String run(List<String> args) {
    switch (args.get(0)) {
      case "app" -> addApp(args.get(1), args.subList(2, args.size()));
      case "rotate" -> variables.put("NEW_SECRET", app(args.get(1)).rotateInConsole());
      case "break" -> app(args.get(1)).breakNextSecret();
      case "revoke" -> app(args.get(1)).seller(args.get(2)).orElseThrow().revoke();
      case "pass" -> clock.advance(ConfigOption.parseDuration(args.get(1)));
      case "close" -> amazon.close();
      case "lose-message" -> amazon.queue().loseNext(1);
      case "excuse" -> excuse(app(args.get(1)));
      case "enrol" -> app(args.get(1)).enrolled(Boolean.parseBoolean(args.get(2)));
      default -> throw new IllegalArgumentException("amazon cannot " + args.get(0));
    }
    return "";
  }

  private void addApp(String name, List<String> sellers) {
    SimulatedApp app = amazon.addApp(name);
    watch.accept(app);
    variables.put("CLIENT_ID", app.clientId());
    variables.put("SECRET", app.secret());
    for (String seller : sellers) {
      String[] parts = seller.split(":", 2);
      Region region =
          parts.length == 1 ? Region.NA : Region.valueOf(parts[1].toUpperCase(Locale.ROOT));
      variables.put(
          "TOKEN_" + parts[0].toUpperCase(Locale.ROOT).replace('-', '_'),
          app.addSeller(parts[0], region).refreshToken());
    }
  }

  /** Somebody is about to throw away what there is, on purpose. */
  private void excuse(SimulatedApp app) {
    app.issuedSecrets().forEach(secret -> amazon.oracles().excuse(secret.value()));
    amazon.oracles().excuseOutage(app);
  }

  private SimulatedApp app(String name) {
    return amazon.app(name).orElseThrow();
  }
}
