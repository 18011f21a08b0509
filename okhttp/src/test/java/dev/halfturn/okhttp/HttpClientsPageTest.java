// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.http.contract.Shop;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.spapi.ApiClient;

/** {@code docs/guide/http-clients.md}: its listings stand in sources, and do what it says. */
class HttpClientsPageTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```([a-z]+)\n(.*?)```");
  private static final Path SOURCES = Path.of("src/test/java/dev/halfturn/okhttp");

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/guide/http-clients.md"));
  }

  /** The same text whatever the indentation. */
  private static String flat(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void eachListingStandsInASourceThatIsCompiled() throws IOException {
    String sources =
        flat(Files.readString(SOURCES.resolve("HttpClientsPage.java")))
            + "\n"
            + flat(Files.readString(SOURCES.resolve("HalfturnTokenCache.java")));
    List<MatchResult> blocks = BLOCK.matcher(document()).results().toList();

    assertThat(blocks.stream().filter(block -> block.group(1).equals("java")))
        .hasSize(7)
        .allSatisfy(block -> assertThat(sources).contains(flat(block.group(2))));
    assertThat(blocks).extracting(block -> block.group(1)).containsOnly("java", "xml");
  }

  @Test
  void theDependencyIsTheOneOfThisModule() throws IOException {
    List<MatchResult> blocks = BLOCK.matcher(document()).results().toList();
    String bom = flat(Files.readString(Path.of("../bom/pom.xml")));

    assertThat(blocks.stream().filter(block -> block.group(1).equals("xml")))
        .hasSize(1)
        .allSatisfy(
            block -> assertThat(bom).contains(flat(block.group(2)).replace("\n</dependency>", "")));
  }

  @Test
  void theDemonstrationWorksAlsoRightAfterARotation() throws IOException {
    assertThat(HttpClientsPage.demonstration(shop.halfturn, shop.participations().toString()))
        .isEqualTo(200);
    shop.halfturn.rotator().accept("erp", SecretValue.ofUtf8(shop.app.rotateInConsole()));
    shop.amazon.advance(Duration.ofDays(8));
    assertThat(HttpClientsPage.demonstration(shop.halfturn, shop.participations().toString()))
        .isEqualTo(200);
  }

  @Test
  void theJdksClientWorksInBothManners() throws Exception {
    assertThat(HttpClientsPage.jdk(shop.halfturn, shop.tokens, shop.participations()).statusCode())
        .isEqualTo(200);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @Test
  void theSdkGetsTokensByItsCacheAndOtherOnesByTheInterceptor() throws IOException {
    ApiClient client = HttpClientsPage.sdk(shop.tokens, shop.endpoints, shop.at("").toString());
    String path = shop.participations().getPath().substring(shop.at("").getPath().length());
    try (Response response = client.call(path)) {
      assertThat(response.code()).isEqualTo(200);
    }
    shop.amazon.advance(Duration.ofHours(2));
    try (Response response = client.call(path)) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @Test
  void restrictedDataIsShown() throws Exception {
    TokenSource restricted = HttpClientsPage.restricted(shop.halfturn);
    URI address = shop.at("/orders/v0/orders/902-1845936-5435065/address");
    assertThat(HttpClientsPage.jdk(shop.halfturn, restricted, address).body())
        .contains("ShippingAddress");
  }

  @Test
  void anOverdueSecretIsTold() throws IOException {
    OkHttpClient http =
        SpApiInterceptor.of(shop.tokens, "erp", shop.endpoints)
            .addTo(new OkHttpClient.Builder())
            .build();
    Request request = new Request.Builder().url(shop.participations().toString()).build();
    assertThat(HttpClientsPage.overdue(http, request)).contains("isParticipating");
    shop.amazon.advance(Duration.ofDays(180));
    assertThat(HttpClientsPage.overdue(http, request)).isEqualTo("rotate the client secret of erp");
  }

  @Test
  void aRotationIsTold() {
    List<String> renewed = new ArrayList<>();
    try (var registration =
        HttpClientsPage.onRotated(
            shop.halfturn, (String app, Fingerprint secret) -> renewed.add(app))) {
      assertThat(registration).isNotNull();
      shop.halfturn.rotator().accept("erp", SecretValue.ofUtf8(shop.app.rotateInConsole()));
    }
    assertThat(renewed).containsExactly("erp");
  }
}
