// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * An application in a store. Amazon is the simulator in this JVM, which knows what it accepts; the
 * clocks of all are ahead by the same.
 */
final class RotationWorld implements AutoCloseable {

  private static final int TALKATIVE = 10; // one of so many processes logs everything

  final AmazonSimulator amazon = AmazonSimulator.start();
  final SimulatedApp app = amazon.addApp(RotatingProcess.APP);

  /** Reads what the processes have left. */
  final Halfturn reader;

  private final Path state;
  private final StorePlace place;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private int started;
  private volatile Duration ahead = Duration.ZERO;

  /**
   * @param places where the store is
   */
  RotationWorld(Path directory, BiFunction<Path, InstantSource, StorePlace> places) {
    state = directory.resolve("state");
    amazon.rules(amazon.rules().withProbeLimited(false));
    place = places.apply(directory, this::now);
    settings.putAll(place.settings());
    environment.putAll(place.environment());
    place.create();
    settings.put("notifiers", "log");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      String address = amazon.spApi(Region.valueOf(region.name())).toString();
      settings.put("endpoint.spapi." + region.text(), address);
    }
    reader = open(place.plugins());
    reader
        .applications()
        .add(
            new NewApplication(
                RotatingProcess.APP,
                app.clientId(),
                SecretValue.ofUtf8(app.secret()),
                Optional.empty(),
                false));
    SecretValue token = SecretValue.ofUtf8(app.addSeller("acme", Region.NA).refreshToken());
    reader
        .applications()
        .addSeller(new NewSeller(RotatingProcess.APP, "acme", token, Optional.empty(), false));
    amazon.oracles().keptIn(app, this::entry);
  }

  private Optional<String> entry(String name) {
    return reader
        .secrets()
        .find(SecretName.of(name))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }

  /** Where the store is. */
  String storeType() {
    return place.type();
  }

  /** What the processes are told besides. */
  void setting(String key, String value) {
    settings.put(key, value);
  }

  /** What finds the store, which does not wait but advances the clocks, and all other plug-ins. */
  PluginRegistry plugins() {
    return place.plugins(this::advance);
  }

  /** What a process has, in this JVM. */
  Halfturn open(PluginRegistry plugins) {
    return Halfturn.builder(Settings.of(settings))
        .plugins(plugins)
        .clock(this::now)
        .stateDirectory(state)
        .environment(name -> Optional.empty())
        .open();
  }

  ChildJvm start() {
    return start(ChildClasses.fromArchive(place.type()));
  }

  /** One that makes those after it start faster, once it has ended. */
  ChildJvm startTheFirst() {
    return start(ChildClasses.leavingAnArchive(place.type()));
  }

  private ChildJvm start(List<String> options) {
    List<String> all = new ArrayList<>(place.javaOptions());
    all.addAll(options);
    // all that the libraries have to say is much, and the same each time
    boolean talkative = started++ % TALKATIVE == 0;
    all.add("-D" + RotatingProcess.LOG_LEVEL + "=" + (talkative ? "TRACE" : "INFO"));
    return ChildJvm.start(RotatingProcess.class, state, settings, all, environment);
  }

  /**
   * @param observer told on a thread of the store's service before each write there is carried out
   */
  void onWrite(Consumer<String> observer) {
    place.onWrite(observer);
  }

  synchronized void advance(Duration time) {
    ahead = ahead.plus(time);
    amazon.advance(time);
  }

  long aheadSeconds() {
    return ahead.toSeconds();
  }

  /** What a process says next, once all that it waited for has passed; empty if it is gone. */
  Optional<String> nextLine(ChildJvm child) {
    Optional<String> line = child.nextLine();
    while (line.isPresent() && line.get().startsWith("wait ")) {
      advance(Duration.ofSeconds(Long.parseLong(line.get().substring("wait ".length()))));
      child.say(Long.toString(aheadSeconds()));
      line = child.nextLine();
    }
    return line;
  }

  CandidateSecrets stored() {
    return CandidateSecrets.read(reader.secrets(), RotatingProcess.APP, now());
  }

  private Instant now() {
    return InstantSource.system().instant().plus(ahead);
  }

  @Override
  public void close() {
    reader.close();
    amazon.close();
    place.close();
  }
}
