// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.cli.everystore.StorePlaces;
import dev.halfturn.cli.script.Script;
import dev.halfturn.cli.script.World;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The same on every store: only its name differs. */
class EveryStoreTest {

  private static final Path SCENARIO = Path.of("src/test/resources/every-store.txt");
  private static final String OPTION = " --option ";
  private static final Pattern RANDOM_VERSION =
      Pattern.compile("(?<=\\bv|\\bversion )[0-9a-f]{8}\\b");

  @SuppressWarnings("unused") // by the tests below
  static final List<BiFunction<Path, InstantSource, StorePlace>> PLACES = StorePlaces.ALL;

  @TempDir static Path cache;
  @TempDir Path home;
  @TempDir Path place;

  @BeforeAll
  static void requireFakedTime() {
    assumeThat(new ChildProcess(cache).run(List.of("sh", "-c", "command -v faketime")).status())
        .as("faketime is there")
        .isZero();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void goesThroughTheLifeOfASecret(BiFunction<Path, InstantSource, StorePlace> places)
      throws IOException {
    String scenario = Files.readString(SCENARIO);
    try (World world = new World(home, new LaunchedCommand(cache, place));
        StorePlace store = places.apply(place, world.clock())) {
      LongSupplier judged = world.judgedBy(store.plugins());
      Script.replay("$ env " + environment(store), world);
      String played = Script.replay(scenario.replace("{init}", init(store)), world);
      String comparable = comparable(played, store);

      if (Boolean.getBoolean("scripts.rewrite") && store.type().equals("file")) {
        Files.writeString(SCENARIO, comparable);
      }
      assertThat(comparable).isEqualTo(Files.readString(SCENARIO));
      assertThat(judged.getAsLong()).isPositive();
    }
  }

  private static String comparable(String played, StorePlace store) {
    return withNumberedVersions(played.replace(init(store), "{init}"))
        .replaceAll("\\b" + store.type() + "\\b", "{store}")
        .replaceAll(" {2,}", "  ");
  }

  /** A vault calls its versions by what is random; the others count them. */
  private static String withNumberedVersions(String played) {
    List<String> versions = new ArrayList<>();
    return RANDOM_VERSION
        .matcher(played)
        .replaceAll(
            found -> {
              if (!versions.contains(found.group())) {
                versions.add(found.group());
              }
              return String.valueOf(versions.indexOf(found.group()) + 1);
            });
  }

  private static String init(StorePlace store) {
    return store.type().equals("file")
        ? "--unlock key-file"
        : "--store " + store.type() + assignments(store.options(), OPTION);
  }

  private static String assignments(Map<String, String> values, String before) {
    return values.entrySet().stream()
        .map(entry -> before + entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining());
  }

  private static String environment(StorePlace store) {
    return assignments(store.environment(), " ")
        + " HALFTURN_JAVA_OPTS="
        + String.join(" ", store.javaOptions());
  }

  @Test
  void isCopiedFromOneToAnotherAndNothingDiffers() throws IOException {
    List<StorePlace> stores = new ArrayList<>();
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      StorePlaces.ALL.forEach(one -> stores.add(one.apply(place, InstantSource.system())));
      copy(stores, amazon);
    } finally {
      stores.forEach(StorePlace::close);
    }
  }

  private void copy(List<StorePlace> stores, AmazonSimulator amazon) throws IOException {
    ConfiguredStores command = new ConfiguredStores(home, stores, amazon);
    command.done("", "store", "init", "--generate-key");
    SimulatedApp app = amazon.addApp("erp");
    String created = LocalDate.now(ZoneOffset.UTC).minusDays(30).toString();
    command.done(
        app.secret(),
        "app",
        "add",
        "erp",
        "--client-id",
        app.clientId(),
        "--created",
        created,
        "-");
    for (StorePlace from : stores) {
      for (StorePlace to : stores) {
        if (isCopied(stores.indexOf(from), stores.indexOf(to), stores.size())) {
          changeSeller(command, app, from, to.type());
          command.done("", "copy", "--from", from.type(), "--to", to.type(), "--yes");
          assertThat(command.done("", "diff", from.type(), to.type()))
              .contains("identical")
              .doesNotContain("differs", "only in");
        }
      }
    }
  }

  /** From each to the next one, the last to the first; under stress from each to each other. */
  private static boolean isCopied(int from, int to, int count) {
    return Boolean.getBoolean("halfturn.stress") ? from != to : to == (from + 1) % count;
  }

  /** So that there is something to copy. */
  private static void changeSeller(
      ConfiguredStores command, SimulatedApp app, StorePlace store, String next) {
    String token = app.addSeller(store.type() + "-" + next, Region.NA).refreshToken();
    command.done(
        token, "secret", "set", "erp/refreshtoken/acme", "--set", "store=" + store.type(), "-");
  }
}
