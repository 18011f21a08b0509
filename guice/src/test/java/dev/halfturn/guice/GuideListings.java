// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.multibindings.StringMapKey;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.plugin.Settings;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.SettableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The listings of docs/guide/guice.md, so that the compiler reads them, too. */
abstract class GuideListings {

  private static final URI ORDERS = URI.create("https://sellingpartnerapi-na.amazon.com/orders");

  abstract void runUntilStopped(Injector injector);

  static void show(HttpResponse<String> answer) {
    System.out.println(answer.statusCode());
  }

  void firstToken() throws IOException, InterruptedException {
    Settings settings =
        Settings.of(
            Map.of(
                "store", "file",
                "store.file.path", "/var/lib/halfturn/secrets.halfturn",
                "store.file.key-file", "/etc/halfturn/store.key"));
    try (Halfturn halfturn = Halfturn.open(settings)) { // whoever opens, closes
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new HalfturnModule(halfturn),
              new AppModule("erp", "acme-us"), // an application, and those of its sellers ...
              new ShopModule());
      injector.getInstance(OrderSync.class).run();
    }
  }

  static final class ShopModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(OrderSync.class);
    }
  }

  static final class OrderSync {

    private final SpApiHttpClient amazon;

    @Inject
    OrderSync(@Seller("erp/acme-us") SpApiHttpClient amazon) {
      this.amazon = amazon;
    }

    void run() throws IOException, InterruptedException {
      HttpRequest request = HttpRequest.newBuilder(ORDERS).build(); // the token is added
      show(amazon.send(request, BodyHandlers.ofString()));
    }
  }

  void contributions(Settings settings) {
    try (HalfturnService service = HalfturnService.of(settings)) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new HalfturnModule(service),
              new AppModule("erp", "acme-us"),
              new PagerModule());
      injector.getInstance(Halfturn.class).startWatching();
      runUntilStopped(injector);
    }
  }

  static final class PagerModule extends AbstractModule {
    @ProvidesIntoSet
    Notifier pager(PagerClient client) { // told of each reminder, besides those of the settings
      return NamedNotifier.of("pager", new PagerNotifier(client));
    }

    @ProvidesIntoMap
    @StringMapKey("vault")
    SecretStoreFactory vault() { // chosen by store=vault
      return new VaultFactory();
    }
  }

  /** The reader's own. */
  static final class PagerClient {
    @Inject
    PagerClient() {}

    Receipt page(String text) {
      return new Receipt(text, Instant.EPOCH);
    }
  }

  record PagerNotifier(PagerClient client) implements Notifier {
    @Override
    public Receipt send(Notice notice) {
      return client.page(notice.subject());
    }

    @Override
    public void close() {}
  }

  static final class VaultFactory implements SecretStoreFactory {
    @Override
    public String name() {
      return "vault";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new InMemorySecretStore(context.clock());
    }
  }

  static final class StockSync {
    final AppTokens tokens;

    @Inject
    StockSync(AppTokens tokens) {
      this.tokens = tokens;
    }
  }

  static final class SyncModule extends AppModule {

    private final App app;

    SyncModule(App app) {
      super(app, "acme-us");
      this.app = app;
    }

    @Override
    protected void configureApp() {
      bind(StockSync.class); // its constructor takes AppTokens
      bind(Key.get(StockSync.class, app)).to(StockSync.class);
      expose(Key.get(StockSync.class, app));
    }
  }

  Injector accounts(Halfturn us, Halfturn eu) {
    Injector injector =
        Guice.createInjector(
            new HalfturnModule(Qualifiers.account("us"), us),
            new HalfturnModule(Qualifiers.account("eu"), eu),
            new AppModule(Qualifiers.app("us", "erp"), "acme-us"),
            new AppModule(Qualifiers.app("eu", "erp"), "acme-eu"));
    return injector;
  }

  static class InTests {
    final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
    final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).build();

    final class TestModule extends AbstractModule {
      @Override
      protected void configure() {
        install(new NoScanningModule());
        ExtensionsModule.stores(binder())
            .addBinding("memory")
            .toInstance(new InMemorySecretStoreFactory());
        ExtensionsModule.clock(binder()).setBinding().toInstance(clock);
        ExtensionsModule.endpoints(binder())
            .setBinding()
            .toInstance(
                Endpoints.builder()
                    .allowCustom(true)
                    .lwa(amazon.lwaEndpoint().toString())
                    .spApi(SpApiRegion.EU, amazon.spApi(Region.EU).toString())
                    .build());
      }
    }
  }
}
