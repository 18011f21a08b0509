// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.guide;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The application of {@code docs/guide/java.md}, whose listings are parts of this file. */
final class OrderSync implements AutoCloseable {

  private final Halfturn halfturn;
  private final TokenSource tokens;
  private final URI spApi;
  private final HttpClient http = HttpClient.newHttpClient();

  OrderSync(Settings settings) {
    this(Halfturn.builder(settings));
  }

  OrderSync(Halfturn.Builder builder) {
    halfturn = builder.open();
    tokens = halfturn.tokens().forSeller("erp", "acme-us");
    spApi =
        halfturn
            .configuration()
            .endpoints()
            .spApi(halfturn.applications().region("erp", "acme-us"));
  }

  static Settings read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return Settings.of(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }

  static void main(Path file) throws IOException {
    try (Halfturn halfturn = Halfturn.open(read(file))) {
      TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us");
      System.out.println("a token until " + tokens.get().expiresAt());
    }
  }

  static String inCode(String path, String key) {
    Settings settings =
        Settings.of(Map.of("store", "file", "store.file.path", path, "store.file.key-file", key));
    return String.join(", ", settings.keys());
  }

  String call(String path) throws IOException, InterruptedException {
    AccessToken token = tokens.get(); // at each call: from memory, exchanged anew in time
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(spApi + path))
            .header("x-amz-access-token", token.reveal())
            .header("user-agent", "order-sync/1.0 (Language=Java)")
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 403) {
      tokens.invalidate(token); // exactly this one; the next get() asks Amazon
    }
    return response.body();
  }

  void watch(List<String> log) {
    halfturn.onRotated(
        rotated -> log.add(rotated.app() + " has the secret " + rotated.fingerprint()));
    halfturn.startWatching();
  }

  String rotate(char[] typed) {
    RotationOutcome outcome =
        halfturn.rotator().accept("erp", SecretValue.ofUtf8(new String(typed)));
    return switch (outcome.kind()) {
      case FINISHED -> "done";
      case PENDING -> "kept, and tried again from " + outcome.retryAt().orElseThrow();
      case NOTHING_TO_DO -> "no rotation is under way";
    };
  }

  String whoHasToAct(TokenException failure) {
    return switch (failure.fault()) {
      case SELLER -> "the seller has to authorise the application again";
      case CLIENT_SECRET -> "somebody has to rotate the client secret";
      case AMAZON, THROTTLED -> "nobody, it passes";
      case REQUEST -> "whoever wrote the settings";
    };
  }

  @Override
  public void close() {
    halfturn.close();
  }
}
