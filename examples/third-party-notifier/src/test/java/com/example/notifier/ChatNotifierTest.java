// SPDX-License-Identifier: Apache-2.0
package com.example.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Severity;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import dev.halfturn.testkit.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatNotifierTest extends NotifierContract implements PluginFactoryContract {

  private final ChatRoom room = new ChatRoom();

  @AfterEach
  void leave() {
    room.close();
  }

  @Override
  public PluginFactory<Notifier> factory() {
    return new ChatNotifier.Factory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("url", room.address().toString());
  }

  @Override
  protected Notifier open(PluginContext context) {
    return Plugins.open(factory(), minimalSettings(), context);
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    return Optional.of(Plugins.open(factory(), Map.of("url", "http://127.0.0.1:1/"), context));
  }

  @Override
  protected String received() {
    return String.join("\n", room.posts());
  }

  // what this notifier does beyond the contract

  @Test
  void aTokenIsSentAndNeverQuoted() {
    room.answer(401);
    Map<String, String> settings = Map.of("url", room.address().toString(), "token", Canaries.TEXT);
    try (Notifier notifier = Plugins.open(factory(), settings, context())) {
      assertThatThrownBy(() -> notifier.send(notice()))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(Canaries.detector().scan(failure)).isEmpty();
              });
    }
    assertThat(room.authorizations()).containsExactly("Bearer " + Canaries.TEXT);
  }

  @Test
  void aRoomThatIsGoneIsNotAskedAgain() {
    room.answer(404);
    try (Notifier notifier = open(context())) {
      assertThatThrownBy(() -> notifier.send(notice()))
          .isInstanceOfSatisfying(
              HalfturnException.class, failure -> assertThat(failure.code().retryable()).isFalse());
    }
  }

  @Test
  void theReadmeNamesAllOptions() throws IOException {
    assertThat(
            Pattern.compile("(?m)^  ([a-z-]+): ")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(option -> option.group(1)))
        .containsExactlyElementsOf(factory().options().stream().map(ConfigOption::key).toList());
  }

  private PluginContext context() {
    return new PluginContext("chat", clock(), new SecureRandom(), stateDirectory);
  }

  private static Notice notice() {
    return new Notice(
        "n-1", Severity.WARNING, "erp", Optional.empty(), Optional.empty(), "erp: due", "Rotate.");
  }
}
