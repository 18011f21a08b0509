// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;

class SpringSettingsTest {

  private static final PluginRegistry PLUGINS =
      PluginRegistry.discover(SpringSettingsTest.class.getClassLoader());

  private final StandardEnvironment environment = new StandardEnvironment();
  private final MutablePropertySources sources = environment.getPropertySources();

  SpringSettingsTest() {
    sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
  }

  private Settings settings() {
    return SpringSettings.of(environment, PLUGINS).settings(PLUGINS, name -> Optional.empty());
  }

  private void variables(String... namesAndValues) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
  }

  private void given(String... namesAndValues) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    sources.addLast(new MapPropertySource("given" + sources.size(), given));
  }

  private void yaml(String text) throws IOException {
    new YamlPropertySourceLoader()
        .load("yaml", new ByteArrayResource(text.getBytes(UTF_8)))
        .forEach(sources::addLast);
  }

  @ParameterizedTest
  @CsvSource({
    "store.file.key-file, store.file.key-file",
    "store.file.keyFile, store.file.key-file",
    "store.file.key_file, store.file.key-file",
    "store.file.keyfile, store.file.key-file",
    "app.my-erp.client-id, app.my-erp.client-id",
    "app.my-erp.clientId, app.my-erp.client-id",
    "remind.timeZone, remind.time-zone",
    "stoer, stoer",
    "store.file.keys, store.file.keys"
  })
  void aKeyIsWhatHalfturnCallsIt(String given, String key) {
    given("halfturn.store", "file", "halfturn." + given, "value");

    assertThat(settings().keys()).containsExactlyInAnyOrder("store", key);
  }

  @Test
  void namesThatAreNotHalfturnsOwnAreLeftAlone() throws IOException {
    yaml(
        """
        halfturn:
          store: main
          store.main.type: aws-ssm
          store.main.alias:
            "[erp/refreshtoken]": /my-erp/refreshToken
            "[erp/refreshtoken/acme-US]": /my-erp/acme
        """);

    Settings settings = settings();

    assertThat(settings.find("store.main.alias.erp/refreshtoken")).contains("/my-erp/refreshToken");
    assertThat(settings.keys()).contains("store.main.alias.erp/refreshtoken/acme-US");
  }

  @Test
  void aListIsOneText() throws IOException {
    yaml(
        """
        halfturn:
          apps: [erp, shop]
          remind:
            working-days:
              - mon
              - tue
            ladder: 90,150
        """);

    Settings settings = settings();

    assertThat(settings.find("apps")).contains("erp,shop");
    assertThat(settings.find("remind.working-days")).contains("mon,tue");
    assertThat(settings.find("remind.ladder")).contains("90,150");
  }

  @Test
  void ofTwoSourcesTheFirstWins() {
    given("halfturn.store", "file", "halfturn.store.file.keyFile", "/near");
    given("halfturn.store.file.key-file", "/far", "halfturn.apps[0]", "erp", "other", "x");

    Settings settings = settings();

    assertThat(settings.find("store.file.key-file")).contains("/near");
    assertThat(settings.find("apps")).contains("erp");
    assertThat(settings.keys()).hasSize(3);
  }

  @Test
  void ofTwoSpellingsTheExactOneWins() {
    given("halfturn.store.file.keyFile", "/b", "halfturn.store.file.key-file", "/a");

    assertThat(settings().find("store.file.key-file")).contains("/a");
  }

  @Test
  void sourcesInsideOneAreReadInTheirOrder() {
    CompositePropertySource both = new CompositePropertySource("both");
    both.addPropertySource(new MapPropertySource("near", Map.of("halfturn.store", "near")));
    both.addPropertySource(
        new MapPropertySource("far", Map.of("halfturn.store", "far", "halfturn.apps", "erp")));
    sources.addLast(both);

    assertThat(settings().find("store")).contains("near");
    assertThat(settings().find("apps")).contains("erp");
  }

  @Test
  void theStartersOwnPropertiesAreNoSettings() {
    given(
        "halfturn.enabled",
        "true",
        "halfturn.watch",
        "true",
        "halfturn.lookEvery",
        "1m",
        "halfturn.state-directory",
        "/tmp",
        "halfturn.store",
        "file");
    variables(
        "HALFTURN_ENABLED", "true", "HALFTURN_LOOKEVERY", "1m", "HALFTURN_STATE_DIRECTORY", "/");

    assertThat(settings().keys()).containsExactly("store");
  }

  @ParameterizedTest
  @CsvSource({
    "HALFTURN_STORE_FILE_KEY_FILE, store.file.key-file",
    "HALFTURN_STORE_FILE_KEYFILE, store.file.key-file",
    "HALFTURN_REMIND_TIME_ZONE, remind.time-zone",
    "HALFTURN_STORE_MY_STORE_PATH, store.my-store.path",
    "HALFTURN_APP_MY_ERP_CLIENTID, app.my-erp.client-id"
  })
  void aVariableIsTheKeyInCapitals(String variable, String key) {
    given("halfturn.store.my-store.type", "file", "halfturn.apps", "my-erp");
    variables(variable, "value", "PATH", "/bin");

    Settings settings = settings();

    assertThat(settings.find(key)).contains("value");
    assertThat(settings.origin(key).map(Origin::kind)).contains(Origin.Kind.ENVIRONMENT);
    assertThat(settings.keys()).hasSize(3);
  }

  @Test
  void aVariableMayNameAnInstanceThatHasVariables() {
    variables(
        "HALFTURN_STORE", "main",
        "HALFTURN_STORE_MAIN_TYPE", "file",
        "HALFTURN_STORE_MAIN_KEY_FILE", "/key");

    assertThat(settings().keys())
        .containsExactly("store", "store.main.key-file", "store.main.type");
  }

  @Test
  void aVariableThatFitsNothingIsLeftForTheCheckToFind() {
    variables("HALFTURN_STOER", "file");

    Settings settings = settings();

    assertThat(settings.keys()).containsExactly("stoer");
    assertThat(settings.origin("stoer").map(Origin::text)).contains("HALFTURN_STOER");
  }

  @Test
  void whatKubernetesAndTheLauncherSetIsNoSetting() {
    variables(
        "HALFTURN_SERVICE_HOST", "10.0.0.1",
        "HALFTURN_PORT_7180_TCP", "tcp://10.0.0.1",
        "HALFTURN_JAVA_OPTS", "-Xmx1g");

    assertThat(settings().keys()).isEmpty();
  }

  /** A notifier with a setting that is called as Kubernetes calls some of its variables. */
  private static final class Ported implements NotifierFactory {
    @Override
    public String name() {
      return "ported";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(ConfigOption.string("port", "where"));
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      throw new AssertionError("not opened");
    }
  }

  @Test
  void whatKubernetesSetsForOtherServicesIsNoSettingUnlessItIsOne() {
    variables(
        "HALFTURN_WEB_SERVICE_HOST", "10.0.0.1",
        "HALFTURN_WEB_SERVICE_PORT", "80",
        "HALFTURN_WEB_SERVICE_PORT_HTTP_ALT", "80",
        "HALFTURN_WEB_PORT", "tcp://10.0.0.1:80",
        "HALFTURN_WEB_PORT_80_TCP", "tcp://10.0.0.1:80",
        "HALFTURN_WEB_PORT_80_TCP_ADDR", "10.0.0.1",
        "HALFTURN_WEB_PORT_53_UDP_PROTO", "udp",
        "HALFTURN_NOTIFIERS", "mail",
        "HALFTURN_NOTIFIER_MAIL_TYPE", "ported",
        "HALFTURN_NOTIFIER_MAIL_PORT", "587");

    PluginRegistry plugins = PLUGINS.with(new Ported());

    assertThat(
            SpringSettings.of(environment, plugins)
                .settings(plugins, name -> Optional.empty())
                .keys())
        .containsExactly("notifier.mail.port", "notifier.mail.type", "notifiers");
  }

  @Test
  void aVariableMayBeCalledLikeAProperty() {
    variables("halfturn.store", "file");

    assertThat(settings().origin("store").map(Origin::kind)).contains(Origin.Kind.ENVIRONMENT);
  }

  @Test
  void eachValueSaysWhereItStands(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("application.properties");
    Files.writeString(file, "a=b\nhalfturn.store=file\nhalfturn.apps=${home}\n");
    new PropertiesPropertySourceLoader()
        .load("file", new FileSystemResource(file))
        .forEach(sources::addLast);
    sources.addLast(new SimpleCommandLinePropertySource("--halfturn.instance=one"));
    sources.addLast(
        new MapPropertySource(
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
            Map.of("halfturn.consumer", "two", "home", "erp")));
    given("halfturn.remind.time", "10:00");

    Settings settings = settings();

    assertThat(settings.origin("store")).contains(Origin.file(file, 2));
    assertThat(settings.origin("apps"))
        .contains(Origin.of(Origin.Kind.FILE, "application.properties:3"));
    assertThat(settings.origin("instance"))
        .contains(Origin.of(Origin.Kind.COMMAND_LINE, "--halfturn.instance"));
    assertThat(settings.origin("consumer"))
        .contains(Origin.of(Origin.Kind.SYSTEM_PROPERTY, "-Dhalfturn.consumer"));
    assertThat(settings.origin("remind.time").map(Origin::kind)).contains(Origin.Kind.CODE);
  }

  @Test
  void aPlaceholderThatNothingFillsIsToldWithEverythingElse() {
    given(
        "halfturn.store", "file",
        "halfturn.store.file.path", Canaries.TEXT + "${absent}",
        "halfturn.stoer", "file");

    ConfigException failure = catchThrowableOfType(ConfigException.class, this::settings);

    assertThat(failure.problems())
        .extracting(ConfigProblem::key)
        .containsOnlyOnce("store.file.path", "stoer");
    assertThat(failure.problems().get(0).reason()).contains("no property fills");
    assertThat(Canaries.detector().scan(failure)).isEmpty();
  }

  @Test
  void aPlaceholderThatIsOverriddenDoesNotMatter() {
    given("halfturn.store", "file");
    given("halfturn.store", "${absent}");

    assertThat(settings().find("store")).contains("file");
  }

  @Test
  void aValueOutOfAPlaceholderDoesNotStandInTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("application.properties");
    Files.writeString(
        file,
        "halfturn.store=file\nhalfturn.store.file.path=/x\nhalfturn.store.file.passphrase=${p}\n");
    new PropertiesPropertySourceLoader()
        .load("file", new FileSystemResource(file))
        .forEach(sources::addLast);
    given("p", Canaries.TEXT);

    assertThat(settings().origin("store.file.passphrase").flatMap(Origin::file)).isEmpty();
    assertThat(settings().find("store.file.passphrase")).contains(Canaries.TEXT);
  }
}
