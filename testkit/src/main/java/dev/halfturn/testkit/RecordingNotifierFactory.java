// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The notifier {@code recording}; the factory gives access to what it opened. */
public final class RecordingNotifierFactory implements NotifierFactory {

  private final Map<String, RecordingNotifier> lastByInstance = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public RecordingNotifier open(PluginConfig config, PluginContext context) {
    RecordingNotifier notifier = new RecordingNotifier(context.clock());
    lastByInstance.put(context.instance(), notifier);
    return notifier;
  }

  /** What was opened last for an instance of the configuration; empty if nothing was. */
  public Optional<RecordingNotifier> opened(String instance) {
    return Optional.ofNullable(lastByInstance.get(instance));
  }
}
