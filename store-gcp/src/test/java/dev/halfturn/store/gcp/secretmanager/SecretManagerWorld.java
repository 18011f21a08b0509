// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import dev.halfturn.testbed.gcp.GcpCall;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Secret Manager of a test, the network to it, and stores on it; waiting moves the clock. */
final class SecretManagerWorld implements AutoCloseable {

  static final String SECRET =
      "projects/" + SecretManagerSettings.PROJECT + "/secrets/erp--lwa--clientsecret";

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakeSecretManager google = new FakeSecretManager(clock);
  final FaultProxy network = new FaultProxy(google.port());
  final List<Duration> pauses = new ArrayList<>();
  Runnable duringPause = () -> {};
  private final List<SecretStore> opened = new ArrayList<>();

  /** A store that reaches it directly. */
  SecretManagerStore store(String... settings) {
    return open(google.endpoint(), settings);
  }

  /** A store behind the network. */
  SecretManagerStore distantStore(String... settings) {
    return open(network.endpoint(), settings);
  }

  /**
   * @param settings keys and values by turns
   */
  private SecretManagerStore open(URI endpoint, String... settings) {
    Map<String, String> texts = new HashMap<>(SecretManagerSettings.at(endpoint));
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    SecretStore store =
        Plugins.open(
            new SecretManagerStoreFactory(this::pause),
            texts,
            new PluginContext("gcp-secret-manager", clock, new SecureRandom(), Path.of("unused")));
    opened.add(store);
    return (SecretManagerStore) store;
  }

  private synchronized void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
    duringPause.run();
  }

  Duration waited() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Lets something happen once, before the next call of a method is carried out. */
  void onceBefore(String method, Runnable event) {
    AtomicBoolean happened = new AtomicBoolean();
    google.before(
        call -> {
          if (call.method().equals(method) && happened.compareAndSet(false, true)) {
            event.run();
          }
        });
  }

  /** The methods that were called, refused ones too. */
  List<String> calls() {
    return google.calls().stream().map(GcpCall::method).toList();
  }

  /** What the secret's versions are, newest first. */
  List<State> states() {
    return versions().stream().map(SecretVersion::getState).toList();
  }

  List<SecretVersion> versions() {
    return google.secrets().versions(SECRET, "");
  }

  Secret secret() {
    return google.secrets().get(SECRET);
  }

  /** Annotates the secret as somebody else. */
  void annotate(String key, String value) {
    google
        .secrets()
        .update(
            secret().toBuilder().clearEtag().putAnnotations(key, value).build(),
            List.of("annotations"));
  }

  @Override
  public void close() {
    opened.forEach(SecretStore::close);
    network.close();
    google.close();
  }
}
