// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.PluginFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a {@link Rehearsal} begins with. Each {@link #start} begins another one, with an Amazon, a
 * store and a clock of its own. Not thread-safe while it is told; {@link #start} is.
 */
public final class RehearsalBuilder {

  final Map<String, Map<String, SpApiRegion>> apps = new LinkedHashMap<>();
  final Map<String, String> settings = new TreeMap<>();
  final List<PluginFactory<?>> plugins = new ArrayList<>();
  Instant start = Rehearsal.START;
  boolean inFile;
  boolean automatic;
  boolean judged = true;
  private String latest = "";

  RehearsalBuilder() {}

  /** Adds an application, whose first client secret was made an hour before the start. */
  public RehearsalBuilder app(String name) {
    latest = Objects.requireNonNull(name);
    apps.computeIfAbsent(name, added -> new LinkedHashMap<>());
    return this;
  }

  /** Adds a seller in North America to the application added last. */
  public RehearsalBuilder seller(String name) {
    return seller(name, SpApiRegion.NA);
  }

  /** Adds a seller to the application added last. */
  public RehearsalBuilder seller(String name, SpApiRegion region) {
    apps.get(latest).put(Objects.requireNonNull(name), Objects.requireNonNull(region));
    return this;
  }

  /**
   * Keeps the secrets in an encrypted file in a temporary directory, instead of in memory. That
   * takes {@code halfturn-store-file} on the class path.
   */
  public RehearsalBuilder inFile() {
    inFile = true;
    return this;
  }

  /**
   * Rotates without a person, by the queue of the simulated Amazon. That takes {@code
   * halfturn-rotator-spapi} on the class path: what runs is what runs in production.
   */
  public RehearsalBuilder automatic() {
    automatic = true;
    return this;
  }

  /**
   * Adds a setting as a configuration has it, also in place of one of the rehearsal's own: {@code
   * store}, {@code notifiers}, {@code rotation.at}.
   */
  public RehearsalBuilder setting(String key, String value) {
    settings.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    return this;
  }

  /**
   * Adds a plug-in, to be chosen by a setting, that is not registered for {@code ServiceLoader}.
   */
  public RehearsalBuilder plugin(PluginFactory<?> factory) {
    plugins.add(Objects.requireNonNull(factory));
    return this;
  }

  /** What the clock shows at first; {@link Rehearsal#START} unless said. */
  public RehearsalBuilder startingAt(Instant instant) {
    start = Objects.requireNonNull(instant);
    return this;
  }

  /**
   * Does not mind if client secrets are lost: for a test that loses one on purpose, or removes an
   * application.
   */
  public RehearsalBuilder unjudged() {
    judged = false;
    return this;
  }

  /**
   * Begins.
   *
   * @throws dev.halfturn.spi.HalfturnException if a setting or a name is not valid, or a plug-in is
   *     not on the class path; nothing is left behind
   */
  public Rehearsal start() {
    return Rehearsal.start(this);
  }
}
