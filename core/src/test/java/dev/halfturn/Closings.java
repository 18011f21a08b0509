// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.WakePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Plug-ins that write down when they are opened and closed, and fail when told to. */
final class Closings {

  final List<String> events = new ArrayList<>();
  String failing = "";

  Halfturn open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("store", "logged");
    settings.put("notifiers", "logged");
    settings.put("scheduler", "logged");
    return Halfturn.builder(Settings.of(settings))
        .plugins(PluginRegistry.of(List.of(new Stores(), new Notifiers(), new Schedulers())))
        .open();
  }

  private void happens(String event) {
    if (failing.contains(event)) {
      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, event + " fails"));
    }
    events.add(event);
  }

  private final class Stores implements SecretStoreFactory {
    @Override
    public String name() {
      return "logged";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      happens("open store");
      return new Store();
    }
  }

  private final class Notifiers implements NotifierFactory {
    @Override
    public String name() {
      return "logged";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      happens("open notifier");
      return new Teller();
    }
  }

  private final class Schedulers implements ExpirySchedulerFactory {
    @Override
    public String name() {
      return "logged";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public ExpiryScheduler open(PluginConfig config, PluginContext context) {
      happens("open scheduler");
      return new Waker();
    }
  }

  private final class Store implements SecretStore {
    @Override
    public Optional<StoredSecret> find(SecretName name) {
      return Optional.empty();
    }

    @Override
    public SecretVersion put(SecretName name, SecretValue value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(SecretName name) {}

    @Override
    public Stream<SecretName> names(String prefix) {
      return Stream.empty();
    }

    @Override
    public void close() {
      happens("close store");
    }
  }

  private final class Teller implements Notifier {
    @Override
    public Receipt send(Notice notice) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      happens("close notifier");
    }
  }

  private final class Waker implements ExpiryScheduler {
    @Override
    public void start(Consumer<String> onWake) {}

    @Override
    public void arm(String app, WakePlan plan) {}

    @Override
    public void disarm(String app) {}

    @Override
    public void close() {
      happens("close scheduler");
    }
  }
}
