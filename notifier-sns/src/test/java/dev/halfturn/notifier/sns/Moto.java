// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code moto_server}, where there is one on the path. */
final class Moto implements SnsBed {

  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final URI endpoint;

  Moto() throws Exception {
    process =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
            .redirectErrorStream(true)
            .start();
    CompletableFuture<URI> running = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(running), "moto-output");
    reader.setDaemon(true);
    reader.start();
    endpoint = running.get(30, TimeUnit.SECONDS);
  }

  static boolean isInstalled() {
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

  /** Forgets everything. */
  void reset() throws IOException, InterruptedException {
    call(
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static String call(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public String arn(String name) {
    return "arn:aws:sns:eu-central-1:123456789012:" + name;
  }

  /** From its own view of its state: id, message, subject, attributes and group of each. */
  @Override
  public List<Published> published() throws IOException, InterruptedException {
    String state = call(HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json")));
    List<Published> published = new ArrayList<>();
    for (Object topic : list(map(map(JSON.std.mapFrom(state)).get("sns")).get("Topic"))) {
      for (Object sent : list(map(topic).get("sent_notifications"))) {
        List<?> parts = list(sent);
        Map<String, String> attributes = new TreeMap<>();
        map(parts.get(3))
            .forEach(
                (name, value) -> attributes.put((String) name, (String) map(value).get("Value")));
        published.add(
            new Published(
                (String) map(topic).get("arn"),
                (String) parts.get(2),
                (String) parts.get(1),
                parts.get(4) == null ? "" : (String) parts.get(4),
                attributes));
      }
    }
    return published;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
