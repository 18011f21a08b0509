// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** A client of Amazon that does nothing on its own account. */
final class TestClient {

  record Reply(int status, Map<String, String> headers, String body, Map<String, Object> json) {

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    String text(String member) {
      return (String) json.get(member);
    }

    /** The details of the first of SP-API's errors. */
    String details() {
      return (String) firstError().get("details");
    }

    Map<?, ?> firstError() {
      return (Map<?, ?>) ((List<?>) json.get("errors")).get(0);
    }
  }

  static final String FORM = "application/x-www-form-urlencoded;charset=UTF-8";

  private final AmazonSimulator amazon;
  private final Optional<SSLContext> tls;

  TestClient(AmazonSimulator amazon) {
    this(amazon, Optional.empty());
  }

  TestClient(AmazonSimulator amazon, Optional<SSLContext> tls) {
    this.amazon = amazon;
    this.tls = tls;
  }

  Reply refresh(SimulatedSeller seller) {
    return refresh(seller, seller.app().secret());
  }

  Reply refresh(SimulatedSeller seller, String secret) {
    return token(
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            seller.refreshToken(),
            "client_id",
            seller.app().clientId(),
            "client_secret",
            secret));
  }

  Reply grantless(SimulatedApp app, String scope) {
    return token(
        Map.of(
            "grant_type",
            "client_credentials",
            "scope",
            scope,
            "client_id",
            app.clientId(),
            "client_secret",
            app.secret()));
  }

  Reply token(Map<String, String> fields) {
    return token(
        FORM,
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&")));
  }

  Reply token(String contentType, String body) {
    return send("POST", amazon.lwaEndpoint(), Map.of("Content-Type", contentType), body);
  }

  Reply probe(Region region, String accessToken) {
    return spApi("GET", region, "/sellers/v1/marketplaceParticipations", accessToken);
  }

  Reply rotate(Region region, String accessToken) {
    return spApi("POST", region, "/applications/2023-11-30/clientSecret", accessToken);
  }

  Reply spApi(String method, Region region, String path, String accessToken) {
    URI uri = URI.create(amazon.spApi(region) + path);
    return send(method, uri, Map.of("x-amz-access-token", accessToken), "");
  }

  Reply send(String method, URI uri, Map<String, String> headers, String body) {
    try {
      HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      if (call instanceof HttpsURLConnection secure) {
        tls.map(SSLContext::getSocketFactory).ifPresent(secure::setSSLSocketFactory);
      }
      call.setReadTimeout(20_000);
      call.setRequestMethod(method);
      headers.forEach(call::setRequestProperty);
      if (method.equals("POST")) {
        call.setDoOutput(true);
        call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      return reply(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reply reply(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      call.getHeaderFields()
          .forEach((name, values) -> headers.put(String.valueOf(name), values.get(0)));
      return new Reply(status, headers, text, Json.read(text).orElseGet(Map::of));
    }
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
