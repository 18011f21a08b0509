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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Steers a simulator that runs elsewhere, through its control path. Thread-safe.
 *
 * <p>Every method raises {@link UncheckedIOException} if there is no simulator, and {@link
 * IllegalArgumentException} with the simulator's own words if it refuses.
 */
public final class SimulatorControl {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final URI origin;

  /**
   * A client of one simulator.
   *
   * @param origin such as {@code http://127.0.0.1:8787}
   */
  public SimulatorControl(URI origin) {
    this.origin = origin;
  }

  /** Addresses, clock, applications, queue, rules, faults and counters; no secrets. */
  public Map<String, Object> state() {
    return call("GET", "", Map.of());
  }

  /** The simulated time. */
  public Instant now() {
    return instant(state());
  }

  /** Moves the simulated time forward and returns what it is then. */
  public Instant advance(Duration time) {
    return instant(call("POST", "/clock", Map.of("advance", time.toString())));
  }

  /** Moves the simulated time forward to {@code instant}. */
  public Instant advanceTo(Instant instant) {
    return instant(call("POST", "/clock", Map.of("to", instant.toString())));
  }

  /**
   * Adds an application without sellers.
   *
   * @return its credentials: {@code name, clientId, clientSecret, sellers}
   */
  public Map<String, Object> addApp(NewApp app) {
    Map<String, Object> body =
        Json.object("name", app.name(), "kind", JsonInput.jsonName(app.kind()));
    app.clientId().ifPresent(id -> body.put("clientId", id));
    app.secret().ifPresent(secret -> body.put("clientSecret", secret));
    app.createdAt().ifPresent(instant -> body.put("createdAt", instant.toString()));
    return call("POST", "/apps", body);
  }

  /**
   * Adds a seller.
   *
   * @return {@code name, region, refreshToken}
   */
  public Map<String, Object> addSeller(String app, String seller, Region region) {
    return call(
        "POST",
        app(app) + "/sellers",
        Map.of("name", seller, "region", JsonInput.jsonName(region)));
  }

  /** The credentials of an application and of its sellers. */
  public Map<String, Object> credentials(String app) {
    return call("GET", app(app), Map.of());
  }

  /**
   * Presses "Rotate secret" in the console.
   *
   * @param broken whether the secret shown is to be a wrong one
   * @return the new secret as shown
   */
  public String rotate(String app, boolean broken) {
    return (String)
        call("POST", app(app) + "/rotate", Map.of("broken", broken)).get("clientSecret");
  }

  /** The seller takes the authorization back. */
  public void revoke(String app, String seller) {
    call("POST", app(app) + "/sellers/" + encode(seller) + "/revoke", Map.of());
  }

  /**
   * Orders a fault.
   *
   * @param fault {@code endpoint}, {@code fault}, what belongs to the fault, and {@code calls}
   *     unless it is to last until cleared
   */
  public void order(Map<String, Object> fault) {
    call("POST", "/faults", fault);
  }

  /** Clears all faults. */
  public void clearFaults() {
    call("DELETE", "/faults", Map.of());
  }

  /**
   * Anything else of the control path.
   *
   * @param path what follows {@code /simulator}
   * @param body sent as JSON with POST only
   */
  public Map<String, Object> call(String method, String path, Map<String, Object> body) {
    try {
      URI uri = URI.create(origin + ControlPath.PREFIX + path);
      HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      call.setConnectTimeout(TIMEOUT_MILLIS);
      call.setReadTimeout(TIMEOUT_MILLIS);
      call.setRequestMethod(method);
      if (method.equals("POST")) {
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        // a streamed request is not silently repeated by the JDK
        call.setFixedLengthStreamingMode(bytes.length);
        call.getOutputStream().write(bytes);
      }
      return answer(call);
    } catch (IOException e) {
      throw new UncheckedIOException("no simulator answers at " + origin, e);
    }
  }

  private static Map<String, Object> answer(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      Map<String, Object> answer =
          Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .orElseThrow(() -> new IOException("not the answer of a simulator"));
      if (status >= 400) {
        throw new IllegalArgumentException(String.valueOf(answer.get("error")));
      }
      return answer;
    }
  }

  private static Instant instant(Map<String, Object> answer) {
    return Instant.parse((String) answer.get("now"));
  }

  private static String app(String name) {
    return "/apps/" + encode(name);
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
