// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.testkit.Canaries;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SanitizingTest {

  private static final String PASSWORD = Canaries.TEXT + "-mail";

  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** An application whose notifier has a password by way of three properties. */
  private ApplicationContextRunner runner() {
    return rig.set("notifiers", "log,post")
        .set("notifier.post.password", "${mail.password}")
        .runner()
        .withBean(
            "testPlugins",
            PluginRegistry.class,
            () -> rig.plugins().with(new RunningApplicationTest.Post()))
        .withAllowBeanDefinitionOverriding(true)
        .withPropertyValues(
            "mail.password=${smtp.password:${nobody.knows}}",
            "smtp.password=${relay.password}",
            "relay.password=" + PASSWORD,
            "other.password=${mail.password}",
            "loop.first=${loop.second}",
            "loop.second=${loop.first}");
  }

  private static boolean isShown(AssertableApplicationContext context, String key, String value) {
    SanitizableData data = new SanitizableData(null, key, value);
    return context.getBean(SanitizingFunction.class).apply(data).getValue().equals(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.password",
        "MAIL_PASSWORD",
        "smtp.password",
        "relay.password",
        "nobodyKnows"
      })
  void whatASecretIsMadeOfIsHiddenHoweverFarAway(String key) {
    runner().run(context -> assertThat(isShown(context, key, "half of it")).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SPRING_APPLICATION_JSON", "spring.application.json"})
  void propertiesThatAreGivenAsOneTextAreHidden(String key) {
    runner().run(context -> assertThat(isShown(context, key, "{}")).isFalse());
  }

  @Test
  void whateverASecretStandsInIsHidden() {
    runner()
        .run(
            context ->
                assertThat(
                        isShown(
                            context, "sun.java.command", "shop.jar --relay.password=" + PASSWORD))
                    .isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "halfturn.store, memory",
    "sun.java.command, shop.jar --halfturn.store=memory",
    "loop.first, any",
    "server.port, 8080"
  })
  void theRestIsShown(String key, String value) {
    runner().run(context -> assertThat(isShown(context, key, value)).isTrue());
  }

  @Test
  void switchedOffTheSameIsHidden() {
    rig.set("enabled", "false");
    runner()
        .run(
            context -> {
              assertThat(isShown(context, "halfturn.notifier.post.password", PASSWORD)).isFalse();
              assertThat(isShown(context, "relay.password", "any")).isFalse();
              assertThat(isShown(context, "SPRING_APPLICATION_JSON", "{}")).isFalse();
              assertThat(isShown(context, "sun.java.command", "-Dany=" + PASSWORD)).isFalse();
              assertThat(isShown(context, "server.port", "8080")).isTrue();
            });
  }

  @Test
  void switchedOffWithSettingsThatAreValidTheHarmlessAreShown() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HalfturnAutoConfiguration.class, HalfturnSanitizingAutoConfiguration.class))
        .withPropertyValues(
            "halfturn.enabled=false",
            "halfturn.store=file",
            "halfturn.store.file.path=/nowhere/store")
        .run(context -> assertThat(isShown(context, "halfturn.store", "file")).isTrue());
  }
}
