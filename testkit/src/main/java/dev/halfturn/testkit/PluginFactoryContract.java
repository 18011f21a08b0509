// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link PluginFactory}. An interface, so that a test class of its own or the test
 * of what the factory makes can implement it.
 */
public interface PluginFactoryContract {

  /** A new factory, made as ServiceLoader would make it. */
  PluginFactory<?> factory();

  /**
   * The fewest settings that open it, by option key. What they refer to, such as a directory or a
   * server, exists when this returns.
   */
  Map<String, String> minimalSettings();

  @Test
  @DisplayName("the factory is registered for ServiceLoader, once")
  default void theFactoryIsRegistered() {
    PluginFactory<?> factory = factory();
    List<? extends Class<?>> registered;
    if (factory instanceof SecretStoreFactory) {
      registered = types(ServiceLoader.load(SecretStoreFactory.class));
    } else if (factory instanceof NotifierFactory) {
      registered = types(ServiceLoader.load(NotifierFactory.class));
    } else if (factory instanceof SecretIssuerFactory) {
      registered = types(ServiceLoader.load(SecretIssuerFactory.class));
    } else {
      registered = types(ServiceLoader.load(ExpirySchedulerFactory.class));
    }

    assertThat(registered.stream().filter(factory.getClass()::equals))
        .as("entries for %s under META-INF/services", factory.getClass().getName())
        .hasSize(1);
  }

  private static <F> List<? extends Class<?>> types(ServiceLoader<F> loader) {
    return loader.stream().map(ServiceLoader.Provider::type).toList();
  }

  @Test
  @DisplayName("the name is legal and constant")
  default void theNameIsLegalAndConstant() {
    assertThat(factory().name()).matches(PluginFactory.NAME).hasSizeLessThanOrEqualTo(40);
    assertThat(factory().name()).isEqualTo(factory().name());
  }

  @Test
  @DisplayName("the options are constant, and each has a key of its own")
  default void theOptionsAreConstant() {
    List<String> keys = factory().options().stream().map(ConfigOption::key).toList();

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(factory().options()).map(ConfigOption::key).isEqualTo(keys);
  }

  @Test
  @DisplayName("each option is documented in one line")
  default void eachOptionIsDocumented() {
    for (ConfigOption<?> option : factory().options()) {
      assertThat(option.doc()).as(option.key()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  @DisplayName("each default is a value of its option, and no sensitive option has one")
  default void eachDefaultIsAValue() {
    for (ConfigOption<?> option : factory().options()) {
      option
          .defaultText()
          .ifPresent(
              text -> {
                assertThatCode(() -> option.parse(text))
                    .as(option.key())
                    .doesNotThrowAnyException();
                assertThat(option.sensitive()).as("%s is sensitive", option.key()).isFalse();
              });
    }
  }

  @Test
  @DisplayName("the minimal settings open it, and what is opened closes")
  default void theMinimalSettingsOpenIt(@TempDir Path stateDirectory) throws Exception {
    try (AutoCloseable opened =
        Plugins.open(factory(), minimalSettings(), newContext(stateDirectory))) {
      assertThat(opened).isNotNull();
    }
  }

  @Test
  @DisplayName("without any one of the minimal settings it is refused, before or while opening")
  default void withoutAnyOneOfTheMinimalSettingsItIsRefused(@TempDir Path stateDirectory) {
    Map<String, String> all = minimalSettings();
    for (String key : all.keySet()) {
      Map<String, String> fewer = new HashMap<>(all);
      fewer.remove(key);
      PluginConfig.Parsed parsed = PluginConfig.parse(factory().options(), fewer);
      if (parsed.config().isPresent()) {
        PluginConfig config = parsed.config().get();
        Failures.assertFails(
            ErrorCode.INVALID_ARGUMENT,
            () -> factory().open(config, newContext(stateDirectory)).close());
      } else {
        assertThat(parsed.problems()).as("without %s", key).containsExactly(key + ": is required");
      }
    }
  }

  @Test
  @DisplayName("no text form and no failure shows the value of a sensitive setting")
  default void noTextFormShowsASensitiveSetting(@TempDir Path stateDirectory) {
    LeakDetector detector = Canaries.detector();
    PluginFactory<?> factory = factory();
    Map<String, String> settings = new HashMap<>(minimalSettings());
    for (ConfigOption<?> option : factory.options()) {
      if (option.sensitive()) {
        settings.put(option.key(), Canaries.TEXT);
      }
    }

    List<String> texts = new ArrayList<>(List.of(factory.toString()));
    Throwable failure =
        catchThrowable(
            () -> {
              try (AutoCloseable opened =
                  Plugins.open(factory, settings, newContext(stateDirectory))) {
                texts.add(opened.toString());
              }
            });
    assertThat(detector.scan(String.join("\n", texts))).isEmpty();
    assertThat(detector.scan(failure)).isEmpty();
  }

  private static PluginContext newContext(Path stateDirectory) {
    return new PluginContext(
        "tested", SettableClock.at("2026-03-01T12:00:00Z"), new SecureRandom(), stateDirectory);
  }
}
