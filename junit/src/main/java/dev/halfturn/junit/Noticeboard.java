// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import dev.halfturn.testkit.RecordingNotifier;
import java.util.ArrayList;
import java.util.List;

/** A notifier that keeps what it is sent, by whichever opening. Thread-safe. */
final class Noticeboard implements NotifierFactory {

  static final String NAME = "rehearsal";

  private final List<Notice> sent = new ArrayList<>();

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
    RecordingNotifier opened = new RecordingNotifier(context.clock());
    return new Notifier() {
      @Override
      public Receipt send(Notice notice) {
        synchronized (sent) {
          Receipt receipt = opened.send(notice);
          sent.add(notice);
          return receipt;
        }
      }

      @Override
      public void close() {
        opened.close();
      }
    };
  }

  List<Notice> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  /** Begins anew. */
  void clear() {
    synchronized (sent) {
      sent.clear();
    }
  }
}
