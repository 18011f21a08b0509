// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.notifier.sns.SnsBed.Published;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SnsNotifierContractTest extends NotifierContract implements PluginFactoryContract {

  private FakeSns sns;

  @BeforeEach
  void start() throws IOException {
    sns = new FakeSns();
    Opened.prepare(sns, sns.arn("reminders"), "");
  }

  @AfterEach
  void stop() {
    sns.close();
  }

  @Override
  public PluginFactory<?> factory() {
    return new SnsNotifierFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("topic-arn", sns.arn("reminders"));
  }

  @Override
  protected Notifier open(PluginContext context) {
    return Opened.factory()
        .open(Opened.config(Opened.settings(sns, sns.arn("reminders"), Map.of())), context);
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    Map<String, String> settings = Opened.settings(sns, sns.arn("reminders"), Map.of());
    sns.close();
    return Optional.of(Opened.factory().open(Opened.config(settings), context));
  }

  @Override
  protected String received() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Published published : sns.published()) {
      texts.add(published.subject());
      texts.add((String) JSON.std.mapFrom(published.message()).get("default"));
    }
    return String.join("\n", texts);
  }
}
