// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.guice.HalfturnModule;
import dev.halfturn.guice.HalfturnService;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The service, by the settings in a file: {@code Main service.properties 8080}. */
public final class Main {

  private Main() {}

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(end, ended)));
    try (HalfturnService service = HalfturnService.of(settings(Path.of(arguments[0])))) {
      Injector injector =
          Guice.createInjector(Stage.PRODUCTION, new HalfturnModule(service), new WebModule());
      injector.getInstance(Halfturn.class).startWatching(); // reminders, and rotations begun
      try (WebServer server = injector.getInstance(WebServer.class)) {
        System.out.println(
            "http://127.0.0.1:" + server.start(Integer.parseInt(arguments[1])) + "/marketplaces");
        end.await();
      }
    } finally {
      ended.countDown();
    }
  }

  private static void stop(CountDownLatch end, CountDownLatch ended) {
    end.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Settings settings(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    lines.stringPropertyNames().forEach(key -> settings.put(key, lines.getProperty(key)));
    return Settings.of(settings);
  }
}
