// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Receipt;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.SettableClock;
import org.junit.jupiter.api.Test;

/** Under which name a contributed notifier is known. */
class NamedNotifierTest {

  private static final SettableClock CLOCK = SettableClock.at("2026-07-01T09:00:00Z");

  private static class Silent implements Notifier {
    @Override
    public Receipt send(Notice notice) {
      return new Receipt("1", CLOCK.instant());
    }

    @Override
    public void close() {}
  }

  private static final class TextMessage2GoNotifier extends Silent {}

  @Test
  void isThatOfTheClassUnlessSaid() {
    assertThat(NamedNotifier.nameOf(new RecordingNotifier(CLOCK))).isEqualTo("recording");
    assertThat(NamedNotifier.nameOf(new TextMessage2GoNotifier())).isEqualTo("text-message2-go");
    assertThat(NamedNotifier.nameOf(new Silent() {})).isEmpty();
    assertThat(NamedNotifier.nameOf(NamedNotifier.of("pager", new Silent()))).isEqualTo("pager");
  }

  @Test
  void sendsAndClosesAsTheOther() {
    RecordingNotifier recorded = new RecordingNotifier(CLOCK);
    NamedNotifier named = NamedNotifier.of("pager", recorded);
    named.close();

    assertThat(named).hasToString("NamedNotifier[pager]");
    assertThat(named.name()).isEqualTo("pager");
    assertThatThrownBy(() -> recorded.send(null)).hasMessageContaining("closed");
    assertThatThrownBy(() -> named.send(null)).hasMessageContaining("closed");
  }
}
