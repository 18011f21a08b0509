// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The command with a configuration in which several stores are declared; that in use is a file. */
final class ConfiguredStores {

  private final ChildProcess process;

  ConfiguredStores(Path home, Collection<StorePlace> stores, AmazonSimulator amazon)
      throws IOException {
    process = new ChildProcess(home);
    List<String> lines = new ArrayList<>();
    lines.add("store: file");
    lines.add("endpoint.allow-custom: true");
    lines.add("endpoint.lwa: " + amazon.lwaEndpoint());
    lines.add("endpoint.spapi.na: " + amazon.spApi(Region.NA));
    for (StorePlace store : stores) {
      store
          .options()
          .forEach((key, value) -> lines.add("store." + store.type() + "." + key + ": " + value));
      store.environment().forEach(process::with);
    }
    process.with(
        "HALFTURN_JAVA_OPTS",
        stores.stream()
            .flatMap(store -> store.javaOptions().stream())
            .collect(Collectors.joining(" ")));
    Path config = home.resolve(".config/halfturn/config.yaml");
    Files.createDirectories(config.getParent());
    Files.write(config, lines);
  }

  /** The output of a command that must succeed. */
  String done(String in, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Distribution.launcher().toString());
    command.addAll(List.of(args));
    ChildProcess.Result result = process.run(command, in);
    assertThat(result.status()).as(String.join(" ", args) + ": " + result.err()).isZero();
    return result.out();
  }
}
