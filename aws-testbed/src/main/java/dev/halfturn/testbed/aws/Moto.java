// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code moto_server} of its own, where there is one on the path. Tests that need it are named
 * {@code Moto...Test} and carry {@code @EnabledIf} with {@link #isInstalled}.
 */
public final class Moto implements AutoCloseable {

  /** The account it plays. */
  public static final String ACCOUNT = "123456789012";

  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
  private static final int START_SECONDS = 60;

  private final Process process;
  private final URI endpoint;

  public Moto() {
    try {
      process =
          new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
              .redirectErrorStream(true)
              .start();
      CompletableFuture<URI> running = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(running), "moto-output");
      reader.setDaemon(true);
      reader.start();
      endpoint = running.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("moto_server does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while moto_server starts", e);
    }
  }

  /** Whether there is one. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> new File(directory, "moto_server").canExecute());
  }

  private void read(CompletableFuture<URI> running) {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher found = RUNNING.matcher(line);
        if (found.find()) {
          running.complete(URI.create(found.group(1)));
        }
      }
    } catch (IOException e) {
      running.completeExceptionally(e);
    }
    running.completeExceptionally(new IllegalStateException("moto_server ended"));
  }

  public URI endpoint() {
    return endpoint;
  }

  /** Forgets everything. */
  public void reset() {
    call(
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Its own view of its state: service, then model, then objects. */
  public Map<String, Object> state() {
    try {
      return JSON.std.mapFrom(
          call(HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One operation of a service that takes JSON.
   *
   * @param target with the service's prefix: {@code AmazonSQS.ReceiveMessage}
   */
  public Map<String, Object> json(String service, String target, Map<String, ?> input) {
    try {
      String type =
          service.equals("sqs") ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
      String answer = post(service, type, JSON.std.asString(input), "X-Amz-Target", target);
      return answer.isEmpty() ? Map.of() : JSON.std.mapFrom(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One operation of a service that takes a form; the answer is XML. */
  public String form(String service, String form) {
    return post(service, "application/x-www-form-urlencoded; charset=utf-8", form);
  }

  /** Only the service's name in it is looked at. */
  private String post(String service, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", type)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return call(request);
  }

  private static String call(HttpRequest.Builder request) {
    try {
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
