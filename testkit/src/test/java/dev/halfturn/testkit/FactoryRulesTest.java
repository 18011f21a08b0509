// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactoryRulesTest {

  private static final String UNREGISTERED = "theFactoryIsRegistered";

  /** A way to be broken, and exactly the rules that notice besides that of registration. */
  record Fault(String name, Supplier<PluginFactory<?>> broken, List<String> rules) {
    Fault(String name, Supplier<PluginFactory<?>> broken, String... rules) {
      this(name, broken, List.of(rules));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Optional<Fault> current = Optional.empty();

  @ParameterizedTest
  @MethodSource("faults")
  void noticeAFault(Fault fault) {
    current = Optional.of(fault);
    List<String> expected = new ArrayList<>(fault.rules());
    expected.add(UNREGISTERED);

    assertThat(Rules.failing(Broken.class)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void noticeAMissingRegistration() {
    current = Optional.of(new Fault("none", CorrectFactory::new));

    assertThat(Rules.failing(Broken.class)).containsExactly(UNREGISTERED);
  }

  @Test
  void eachRuleHasAFaultThatItNotices() {
    Set<String> noticing = new TreeSet<>(List.of(UNREGISTERED));
    faults().forEach(fault -> noticing.add(fault.rules().get(0)));

    assertThat(noticing).isEqualTo(Rules.run(InMemorySecretStoreFactoryTest.class).keySet());
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "the name has capitals",
            () ->
                new CorrectFactory() {
                  @Override
                  public String name() {
                    return "MyStore";
                  }
                },
            "theNameIsLegalAndConstant"),
        new Fault(
            "the name changes",
            () -> {
              AtomicInteger count = new AtomicInteger();
              return new CorrectFactory() {
                @Override
                public String name() {
                  return "store-" + count.incrementAndGet();
                }
              };
            },
            "theNameIsLegalAndConstant"),
        new Fault(
            "two options have one key",
            () ->
                new CorrectFactory() {
                  @Override
                  public List<ConfigOption<?>> options() {
                    List<ConfigOption<?>> options = new ArrayList<>(super.options());
                    options.add(ConfigOption.string("path", "Again"));
                    return options;
                  }
                },
            "theOptionsAreConstant"),
        new Fault(
            "an option is not documented",
            () -> with(ConfigOption.string("extra", " ")),
            "eachOptionIsDocumented"),
        new Fault(
            "a default is not legal",
            () -> with(ConfigOption.integer("extra", "A number", 1, 9).defaultsTo("10")),
            "eachDefaultIsAValue",
            "theMinimalSettingsOpenIt",
            "withoutAnyOneOfTheMinimalSettingsItIsRefused"),
        new Fault(
            "a sensitive option has a default",
            () -> with(ConfigOption.secret("extra", "A key").defaultsTo("changeit")),
            "eachDefaultIsAValue"),
        new Fault(
            "it does not open",
            () ->
                new CorrectFactory() {
                  @Override
                  public SecretStore open(PluginConfig config, PluginContext context) {
                    if (config.find(PATH).isEmpty()) {
                      return super.open(config, context);
                    }
                    throw new HalfturnException(Problem.of(ErrorCode.NOT_FOUND, "no such place"));
                  }
                },
            "theMinimalSettingsOpenIt"),
        new Fault(
            "it opens without its path",
            () ->
                new CorrectFactory() {
                  @Override
                  public SecretStore open(PluginConfig config, PluginContext context) {
                    return new InMemorySecretStore(context.clock());
                  }
                },
            "withoutAnyOneOfTheMinimalSettingsItIsRefused"),
        new Fault(
            "it fails without its path as if that were its own fault",
            () ->
                new CorrectFactory() {
                  @Override
                  public SecretStore open(PluginConfig config, PluginContext context) {
                    config.get(PATH);
                    return super.open(config, context);
                  }
                },
            "withoutAnyOneOfTheMinimalSettingsItIsRefused"),
        new Fault(
            "the opened store shows its key",
            () ->
                new CorrectFactory() {
                  @Override
                  public SecretStore open(PluginConfig config, PluginContext context) {
                    super.open(config, context).close();
                    return new ForwardingStore(new InMemorySecretStore(context.clock())) {
                      @Override
                      public String toString() {
                        return "store with " + config.find(KEY).map(SecretValue::revealUtf8);
                      }
                    };
                  }
                },
            "noTextFormShowsASensitiveSetting"),
        new Fault(
            "a failure to open shows the key",
            () ->
                new CorrectFactory() {
                  @Override
                  public SecretStore open(PluginConfig config, PluginContext context) {
                    Optional<SecretValue> key = config.find(KEY);
                    if (key.isPresent()) {
                      throw new IllegalStateException("wrong key " + key.get().revealUtf8());
                    }
                    return super.open(config, context);
                  }
                },
            "noTextFormShowsASensitiveSetting"));
  }

  private static CorrectFactory with(ConfigOption<?> option) {
    return new CorrectFactory() {
      @Override
      public List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options = new ArrayList<>(super.options());
        options.add(option);
        return options;
      }
    };
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class Broken implements PluginFactoryContract {
    private final Supplier<PluginFactory<?>> broken = current.orElseThrow().broken();
    private final PluginFactory<?> factory = broken.get();

    @Override
    public PluginFactory<?> factory() {
      return factory;
    }

    @Override
    public Map<String, String> minimalSettings() {
      return Map.of("path", "somewhere");
    }
  }

  /** Correct but for not being registered. */
  static class CorrectFactory implements SecretStoreFactory {
    static final ConfigOption<Path> PATH = ConfigOption.path("path", "Where it is");
    static final ConfigOption<SecretValue> KEY = ConfigOption.secret("key", "What opens it");

    @Override
    public String name() {
      return "correct";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PATH, KEY);
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      if (config.find(PATH).isEmpty()) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, "the path is not configured"));
      }
      return new InMemorySecretStore(context.clock());
    }
  }
}
