// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.simulator.NewApp;
import dev.halfturn.simulator.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code halfturn simulate app}. */
@Command(
    name = "app",
    header = "Adds an application and its sellers to a simulator.",
    description = "Their credentials are made up; 'halfturn simulate show' writes them.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn simulate app erp --seller acme-us --seller acme-de:eu")
public final class SimulateApp extends Verb {

  @Parameters(paramLabel = "<app>", description = "Name of the application.")
  String app;

  @Option(
      names = "--seller",
      paramLabel = "SELLER[:REGION]",
      converter = SellerConverter.class,
      description = "A seller, and where it sells: na, eu or fe (na); may be repeated.")
  List<Seller> sellers = new ArrayList<>();

  @Option(
      names = "--created",
      paramLabel = "DATE",
      converter = Moments.InstantConverter.class,
      description = "When its client secret was made (now).")
  Optional<Instant> created = Optional.empty();

  @Mixin Remote remote;

  record Seller(String name, Region region) {}

  /** {@code acme-de:eu}. */
  static final class SellerConverter implements ITypeConverter<Seller> {
    @Override
    public Seller convert(String text) {
      String[] parts = text.split(":", 2);
      if (parts.length == 1) {
        return new Seller(parts[0], Region.NA);
      }
      for (Region region : Region.values()) {
        if (region.name().equals(parts[1].toUpperCase(Locale.ROOT))) {
          return new Seller(parts[0], region);
        }
      }
      throw new TypeConversionException("must be a name, or a name and :na, :eu or :fe");
    }
  }

  public SimulateApp(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    NewApp wanted = NewApp.named(app);
    NewApp dated = created.map(wanted::withCreatedAt).orElse(wanted);
    Map<String, Object> credentials =
        remote.call(
            invocation,
            simulator -> {
              simulator.addApp(dated);
              sellers.forEach(seller -> simulator.addSeller(app, seller.name(), seller.region()));
              return simulator.credentials(app);
            });
    invocation.done(
        "simulate-app",
        credentials,
        List.of("Added  " + app + "  " + credentials.get("clientId") + "  sellers: " + names()));
    return ExitCode.DONE;
  }

  private String names() {
    return sellers.isEmpty()
        ? "none"
        : String.join(", ", sellers.stream().map(Seller::name).toList());
  }
}
