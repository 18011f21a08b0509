// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import dev.halfturn.testbed.aws.FaultProxy;
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

/** An SSM of a test, the network to it, and stores on it; waiting moves the clock. */
final class SsmWorld implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakeSsm ssm = new FakeSsm(clock);
  final FakeAws aws = new FakeAws().with("ssm", ssm);
  final FaultProxy network = new FaultProxy(aws.port());
  final List<Duration> pauses = new ArrayList<>();
  private final List<FaultProxy> networks = new ArrayList<>();
  private final List<SecretStore> opened = new ArrayList<>();

  /** A store that reaches it directly. */
  SsmSecretStore store(String... settings) {
    return open(aws.endpoint(), settings);
  }

  /** A store behind the network. */
  SsmSecretStore distantStore(String... settings) {
    return open(network.endpoint(), settings);
  }

  /** A store whose second request, the write after the look, is held up by something. */
  SsmSecretStore heldStore(Runnable event) {
    return heldStore(1, event);
  }

  /**
   * A store one of whose requests is held up.
   *
   * @param request its number, from 0
   * @param event what happens before it goes on
   */
  SsmSecretStore heldStore(int request, Runnable event, String... settings) {
    FaultProxy held = new FaultProxy(aws.port());
    networks.add(held);
    held.plan(
        connection -> {
          if (connection == request) {
            event.run();
          }
          return FaultProxy.Fault.NONE;
        });
    return open(held.endpoint(), settings);
  }

  /**
   * @param settings keys and values by turns
   */
  private SsmSecretStore open(URI endpoint, String... settings) {
    Map<String, String> texts = new HashMap<>(SsmSettings.at(endpoint));
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    return storeWith(texts);
  }

  /** A store with these settings and no others. */
  SsmSecretStore storeWith(Map<String, String> texts) {
    SecretStore store =
        Plugins.open(
            new SsmSecretStoreFactory(this::pause),
            texts,
            new PluginContext("aws-ssm", clock, new SecureRandom(), Path.of("unused")));
    opened.add(store);
    return (SsmSecretStore) store;
  }

  private synchronized void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
  }

  Duration waited() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The operations that arrived, refused ones too. */
  List<String> calls() {
    return aws.requests().stream().map(request -> request.operation()).toList();
  }

  @Override
  public void close() {
    opened.forEach(SecretStore::close);
    network.close();
    networks.forEach(FaultProxy::close);
    aws.close();
  }
}
