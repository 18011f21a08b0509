// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Region;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls on behalf of a seller, by what is injected. */
class SellerClientsTest {

  private static final Key<SpApiHttpClient> CLIENT =
      Key.get(SpApiHttpClient.class, Qualifiers.seller("erp/acme-us"));

  private final Rig rig = new Rig();
  private Halfturn halfturn;

  @BeforeEach
  void open() {
    rig.addApp("erp", "acme-us");
    halfturn = rig.open();
  }

  @AfterEach
  void close() {
    halfturn.close();
    rig.close();
  }

  private Injector injector(Module module) {
    return Guice.createInjector(
        Stage.PRODUCTION,
        binder -> binder.requireExplicitBindings(),
        new HalfturnModule(halfturn),
        new AppModule("erp", "acme-us"),
        module);
  }

  private HttpResponse<String> marketplaces(Injector injector)
      throws IOException, InterruptedException {
    URI address = URI.create(rig.amazon.spApi(Region.EU) + "/sellers/v1/marketplaceParticipations");
    return injector
        .getInstance(CLIENT)
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void bearTheSellersToken() throws Exception {
    Injector injector = injector(binder -> {});

    assertThat(marketplaces(injector).statusCode()).isEqualTo(200);
    assertThat(marketplaces(injector).body()).contains("\"countryCode\":\"DE\"");
    assertThat(rig.amazon.log().calls(Endpoint.TOKEN)).isEqualTo(1);
  }

  @Test
  void shareTheClientThatIsBound() throws Exception {
    AtomicInteger tasks = new AtomicInteger();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      HttpClient bound =
          HttpClient.newBuilder()
              .executor(
                  task -> {
                    tasks.incrementAndGet();
                    threads.execute(task);
                  })
              .build();
      Injector injector =
          injector(binder -> ExtensionsModule.httpClient(binder).setBinding().toInstance(bound));

      assertThat(marketplaces(injector).statusCode()).isEqualTo(200);
      assertThat(tasks).hasPositiveValue();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void oneThatWouldTakeTokensElsewhereIsRefused() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    Injector injector =
        injector(
            binder -> binder.bind(Key.get(HttpClient.class, ForSpApi.class)).toInstance(following));

    assertThatThrownBy(() -> injector.getInstance(CLIENT))
        .isInstanceOf(ProvisionException.class)
        .hasNoCause()
        .hasMessageContaining("follows redirects");
  }

  @Test
  void goTheWayOfTheExchanges() throws NoSuchAlgorithmException {
    InetSocketAddress proxy = InetSocketAddress.createUnresolved("proxy.example.com", 3128);
    SSLContext tls = SSLContext.getDefault();
    URI amazon = URI.create("https://sellingpartnerapi-eu.amazon.com/");

    HttpClient direct = SellerClients.made(Endpoints.amazon());
    HttpClient special = SellerClients.made(Endpoints.builder().proxy(proxy).tls(tls).build());

    assertThat(direct.proxy().orElseThrow().select(amazon)).containsExactly(Proxy.NO_PROXY);
    assertThat(direct.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    assertThat(special.proxy().orElseThrow().select(amazon))
        .extracting(Proxy::address)
        .containsExactly(proxy);
    assertThat(special.sslContext()).isSameAs(tls);
  }
}
