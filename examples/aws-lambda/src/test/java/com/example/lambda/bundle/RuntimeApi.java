// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lambda, as a runtime sees it: gives it one event after the other and takes what comes back. */
final class RuntimeApi implements AutoCloseable {

  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * What a runtime sent.
   *
   * @param kind {@code response}, {@code error}, or {@code init/error} if it did not even start
   */
  record Result(String kind, String body) {

    Map<String, Object> json() {
      try {
        return JSON.std.mapFrom(body);
      } catch (IOException e) {
        throw new AssertionError("no JSON", e);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
  private final CountDownLatch ready = new CountDownLatch(1);

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(PREFIX, this::take);
    server.start();
  }

  /** As the variable {@code AWS_LAMBDA_RUNTIME_API} names it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until a runtime has started its function, which is when Lambda takes a snapshot. */
  void awaitReady() throws InterruptedException {
    if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the runtime does not ask for an event");
    }
  }

  /** Hands out an event and waits for its result. */
  Result invoke(Map<String, Object> event) throws IOException, InterruptedException {
    events.add(JSON.std.asString(event));
    return result();
  }

  /** Waits for what a runtime sends next. */
  Result result() throws InterruptedException {
    Result result = results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (result == null) {
      throw new AssertionError("the runtime sends nothing");
    }
    return result;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
      if (path.equals("invocation/next")) {
        next(exchange);
      } else {
        String kind = path.replaceFirst("^invocation/[^/]+/", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(202, -1);
        results.add(new Result(kind, new String(body, StandardCharsets.UTF_8)));
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.countDown();
    byte[] event;
    try {
      event = events.take().getBytes(StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Map.of(
            "Content-Type",
            "application/json",
            "Lambda-Runtime-Aws-Request-Id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "Lambda-Runtime-Deadline-Ms",
            String.valueOf(Instant.now().plus(PATIENCE).toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-central-1:123456789012:function:example",
            "Lambda-Runtime-Trace-Id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0")
        .forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
