// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Settings of a notifier, and the notifier. */
final class SmtpFixture {

  static final TestAuthority AUTHORITY = new TestAuthority();

  final SettableClock clock = SettableClock.at("2026-07-31T12:00:00Z");
  private final Map<String, String> settings = new HashMap<>();
  private final Path directory;

  private SmtpFixture(Path directory, int port) {
    this.directory = directory;
    set("host", "localhost").set("port", Integer.toString(port));
    set("from", "Halfturn <halfturn@example.com>").set("to", "ops@example.com");
  }

  /** Trusts {@link #AUTHORITY}. */
  static SmtpFixture tls(Path directory, int port) {
    return new SmtpFixture(directory, port).set("trust-store", AUTHORITY.pem(directory).toString());
  }

  static SmtpFixture plain(Path directory, int port) {
    return new SmtpFixture(directory, port).set("starttls", "none");
  }

  SmtpFixture set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  SmtpFixture unset(String key) {
    settings.remove(key);
    return this;
  }

  Notifier open() {
    return open(new PluginContext("mail", clock, new SecureRandom(), directory));
  }

  Notifier open(PluginContext context) {
    return Plugins.open(new SmtpNotifierFactory(), settings, context);
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }
}
