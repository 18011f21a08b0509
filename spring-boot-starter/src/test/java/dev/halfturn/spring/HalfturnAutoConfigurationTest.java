// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.ExchangeListener;
import dev.halfturn.token.SecretUseListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;

class HalfturnAutoConfigurationTest {

  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void thePartsOfHalfturnAreBeans() {
    rig.runner()
        .run(
            context -> {
              Halfturn halfturn = context.getBean(Halfturn.class);
              assertThat(context.getBean(AccessTokens.class)).isSameAs(halfturn.tokens());
              assertThat(context.getBean(RotationTracker.class)).isSameAs(halfturn.tracker());
              assertThat(context.getBean(Rotator.class)).isSameAs(halfturn.rotator());
              assertThat(context.getBean(Secrets.class)).isSameAs(halfturn.secrets());
              assertThat(context.getBean(Applications.class)).isSameAs(halfturn.applications());
            });
  }

  @Test
  void tokensAreThoseThatAmazonAccepts() {
    rig.runner()
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              var token = context.getBean(AccessTokens.class).forSeller("erp", "acme").get();
              assertThat(
                      context
                          .getBean(Halfturn.class)
                          .probe()
                          .probe(SpApiRegion.EU, token)
                          .accepted())
                  .isTrue();
            });
  }

  @Test
  void itIsClosedWithTheApplication() {
    List<Halfturn> opened = new ArrayList<>();

    rig.runner().run(context -> opened.add(context.getBean(Halfturn.class)));

    assertThat(opened).hasSize(1);
    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> opened.get(0).applications().names());
    assertThat(failure.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void switchedOffThereIsNothing() {
    rig.set("enabled", "false")
        .runner()
        .withPropertyValues(rig.properties())
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(Halfturn.class);
              assertThat(context).doesNotHaveBean(AccessTokens.class);
              assertThat(context).doesNotHaveBean(HealthIndicator.class);
              assertThat(context).doesNotHaveBean(HalfturnMeters.class);
              assertThat(context).hasSingleBean(SanitizingFunction.class);
            });
  }

  @Test
  void whatTheApplicationOpensItselfIsTaken(@TempDir Path state) {
    Halfturn own =
        Halfturn.builder(Settings.of(Map.of("store", "memory", "scheduler", "manual")))
            .plugins(rig.plugins())
            .audit(Audit.NONE)
            .stateDirectory(state)
            .open();
    rig.runner()
        .withBean("own", Halfturn.class, () -> own)
        .run(
            context -> {
              assertThat(context.getBean(Halfturn.class)).isSameAs(own);
              assertThat(context.getBean(AccessTokens.class)).isSameAs(own.tokens());
              assertThat(context).hasSingleBean(HalfturnHealthIndicator.class);
            });
  }

  @Test
  void whatItDoesNotOpenItDoesNotClose(@TempDir Path state) {
    Map<String, String> settings = new HashMap<>();
    for (String property : rig.unset("look-every").unset("state-directory").properties()) {
      String[] parts = property.substring("halfturn.".length()).split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    try (Halfturn own =
        Halfturn.builder(Settings.of(settings))
            .plugins(rig.plugins())
            .clock(rig.clock)
            .audit(Audit.NONE)
            .stateDirectory(state)
            .open()) {
      rig.addApp(own.applications(), "erp");
      rig.runner()
          .withInitializer(context -> context.getBeanFactory().registerSingleton("own", own))
          .run(context -> assertThat(context.getBean(AccessTokens.class)).isSameAs(own.tokens()));

      assertThat(own.tokens().forSeller("erp", "acme").get().expiresAt())
          .isAfter(rig.clock.instant());
    }
  }

  /** A plug-in that nobody else has. */
  private static final class Pigeon implements NotifierFactory {
    @Override
    public String name() {
      return "pigeon";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      return new RecordingNotifier(context.clock());
    }
  }

  @Test
  void aPluginOfTheApplicationMayBeChosen(@TempDir Path state) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(HalfturnAutoConfiguration.class))
        .withBean("pigeon", Pigeon.class, Pigeon::new)
        .withPropertyValues(
            "halfturn.store=memory",
            "halfturn.notifiers=pigeon",
            "halfturn.look-every=0s",
            "halfturn.state-directory=" + state)
        .run(
            context ->
                assertThat(context.getBean(Halfturn.class).configuration().notifiers())
                    .extracting(PluginInstance::name)
                    .containsExactly("pigeon"));
  }

  @Test
  void aNotifierOfTheApplicationTellsPeopleAndIsClosedLater() {
    RecordingNotifier notifier = new RecordingNotifier(rig.clock);
    rig.runner()
        .withBean("opsMail", RecordingNotifier.class, () -> notifier)
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              RotationTracker tracker = context.getBean(RotationTracker.class);
              tracker.declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
              rig.clock.advance(Duration.ofDays(150));
              tracker.check("erp");
              assertThat(notifier.sent()).hasSize(1);
              assertThat(tracker.status("erp").notifiers())
                  .extracting(state -> state.name())
                  .contains("ops-mail", "log");
            });
    assertThat(catchThrowable(() -> notifier.send(null))).hasMessageContaining("closed");
  }

  @Test
  void aNotifierOfAParentContextTellsPeopleToo() {
    RecordingNotifier notifier = new RecordingNotifier(rig.clock);
    new ApplicationContextRunner()
        .withBean("opsMail", RecordingNotifier.class, () -> notifier)
        .run(
            parent ->
                rig.runner()
                    .withParent(parent)
                    .run(
                        context -> {
                          rig.addApp(context.getBean(Applications.class), "erp");
                          assertThat(
                                  context.getBean(RotationTracker.class).status("erp").notifiers())
                              .extracting(state -> state.name())
                              .contains("ops-mail");
                        }));
  }

  @Test
  void beanNamesBecomeNamesOfNotifiers() {
    assertThat(Opening.notifierName("opsMail")).isEqualTo("ops-mail");
    assertThat(Opening.notifierName("sms2Notifier")).isEqualTo("sms2-notifier");
    assertThat(Opening.notifierName("com.example.Mail#0")).isEqualTo("com-example-mail-0");
  }

  @Test
  void severalClocksAreNoneOfOurs() {
    Clock other = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    rig.runner()
        .withBean("otherClock", Clock.class, () -> other)
        .run(context -> assertThat(context).hasSingleBean(Halfturn.class));
  }

  @Test
  void aClockIsTaken() {
    rig.runner()
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              assertThat(context.getBean(RotationTracker.class).status("erp").at())
                  .isEqualTo(rig.clock.instant());
            });
  }

  @Test
  void customizersHaveTheLastWordInTheirOrder() {
    List<String> said = new ArrayList<>();

    @Order(2)
    class Second implements HalfturnBuilderCustomizer {
      @Override
      public void customize(Halfturn.Builder builder) {
        said.add("second");
      }
    }

    @Order(1)
    class First implements HalfturnBuilderCustomizer {
      @Override
      public void customize(Halfturn.Builder builder) {
        said.add("first");
        builder.audit(Audit.NONE);
      }
    }

    rig.runner()
        .withBean("second", Second.class, Second::new)
        .withBean("first", First.class, First::new)
        .run(
            context -> {
              assertThat(said).containsExactly("first", "second");
              assertThat(context.getBean(Halfturn.class).audit()).isSameAs(Audit.NONE);
            });
  }

  @Test
  void anAuditOfTheApplicationIsTaken() {
    rig.runner()
        .withBean("audit", Audit.class, () -> Audit.NONE)
        .run(context -> assertThat(context.getBean(Halfturn.class).audit()).isSameAs(Audit.NONE));
  }

  @Test
  void listenersOfTheApplicationHearBesideOurs() {
    List<Optional<?>> exchanges = new ArrayList<>();
    List<CredentialEvent> events = new ArrayList<>();
    rig.runner()
        .withBean(
            "exchanges", ExchangeListener.class, () -> (took, failure) -> exchanges.add(failure))
        .withBean("events", CredentialListener.class, () -> events::add)
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              AccessTokens tokens = context.getBean(AccessTokens.class);
              tokens.forSeller("erp", "acme").get();
              assertThat(exchanges).containsExactly(Optional.empty());
              context
                  .getBean(Secrets.class)
                  .put(CredentialNames.clientSecret("erp"), Canaries.secret("wrong"));
              tokens.forget("erp");
              assertThat(catchThrowable(() -> tokens.forSeller("erp", "acme").get()))
                  .isInstanceOf(HalfturnException.class);
              assertThat(events).containsExactly(new CredentialEvent.CredentialRejected("erp"));
            });
  }

  @Test
  void aListenerOfTheApplicationThatFailsStopsNothing() {
    List<Optional<?>> exchanges = new ArrayList<>();
    List<String> uses = new ArrayList<>();
    List<CredentialEvent> events = new ArrayList<>();
    rig.runner()
        .withBean("exchanges1", ExchangeListener.class, () -> (took, failure) -> fail())
        .withBean(
            "exchanges2", ExchangeListener.class, () -> (took, failure) -> exchanges.add(failure))
        .withBean("uses1", SecretUseListener.class, () -> (app, origin) -> fail())
        .withBean("uses2", SecretUseListener.class, () -> (app, origin) -> uses.add(app))
        .withBean("events1", CredentialListener.class, () -> event -> fail())
        .withBean("events2", CredentialListener.class, () -> events::add)
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              AccessTokens tokens = context.getBean(AccessTokens.class);
              assertThat(tokens.forSeller("erp", "acme").get()).isNotNull();
              assertThat(exchanges).hasSize(1);
              assertThat(uses).containsExactly("erp");

              context
                  .getBean(Secrets.class)
                  .put(CredentialNames.clientSecret("erp"), Canaries.secret("wrong"));
              tokens.forget("erp");
              assertThat(catchThrowable(() -> tokens.forSeller("erp", "acme").get()))
                  .isInstanceOf(HalfturnException.class);
              assertThat(events).hasSize(1);
            });
  }

  private static void fail() {
    throw new IllegalStateException("a listener fails");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.boot.health",
        "org.springframework.boot.actuate",
        "io.micrometer"
      })
  void withoutActuatorOrMicrometerTheRestIsThere(String hidden) {
    rig.runner()
        .withClassLoader(new FilteredClassLoader(hidden))
        .run(
            context -> {
              assertThat(context).hasSingleBean(Halfturn.class);
              assertThat(context.containsBean("halfturnHealthIndicator"))
                  .isEqualTo(!hidden.endsWith("health"));
              assertThat(context.containsBean("halfturnSanitizingFunction"))
                  .isEqualTo(!hidden.endsWith("actuate"));
              assertThat(context.containsBean("halfturnMeters"))
                  .isEqualTo(!hidden.endsWith("micrometer"));
            });
  }

  @Test
  void healthMayBeSwitchedOff() {
    rig.runner()
        .withPropertyValues("management.health.halfturn.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }

  @Test
  void wrongSettingsKeepTheApplicationFromStarting() {
    rig.set("store", "memroy").set("remind.time", "25:00");

    rig.runner()
        .withPropertyValues(rig.properties())
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        ConfigException.class,
                        failure -> assertThat(failure.problems()).hasSize(2)));
  }

  @Test
  void withoutASettingThereIsNoStore() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(HalfturnAutoConfiguration.class))
        .run(context -> assertThat(context).hasFailed());
  }
}
