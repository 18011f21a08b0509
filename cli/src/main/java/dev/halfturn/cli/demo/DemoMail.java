// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import java.util.ArrayList;
import java.util.List;

/** A notifier that keeps what it is given, to be printed. Thread-safe. */
final class DemoMail implements NotifierFactory {

  static final String NAME = "demo-mail";

  private final List<Notice> arrived = new ArrayList<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public Notifier open(PluginConfig config, PluginContext context) {
    return new Notifier() {
      @Override
      public Receipt send(Notice notice) {
        synchronized (arrived) {
          arrived.add(notice);
        }
        return new Receipt("captured", context.clock().instant());
      }

      @Override
      public void close() {
        // what arrived outlives the connection it came by
      }
    };
  }

  /** Takes out what arrived since the last time. */
  List<Notice> take() {
    synchronized (arrived) {
      List<Notice> taken = List.copyOf(arrived);
      arrived.clear();
      return taken;
    }
  }
}
