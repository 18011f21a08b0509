// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testbed.gcp.FakeProjects;
import dev.halfturn.testbed.gcp.FakePubSub;
import dev.halfturn.testbed.gcp.FakeRotations;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Google as this plug-in sees it, played, at one moment. */
final class Bed implements AutoCloseable {

  static final String PROJECT = "my-project-1";
  static final String NUMBER = "123456789012";
  static final String TOPIC = "projects/my-project-1/topics/halfturn";
  static final Map<String, String> PULLING = Map.of("subscription", "halfturn");

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakePubSub pubSub = new FakePubSub(PROJECT);
  final FakeProjects projects = new FakeProjects(PROJECT, NUMBER);
  final FakeSecretManager google = new FakeSecretManager(clock);
  final FakeRotations rotations = new FakeRotations(google, pubSub, clock, PROJECT);

  /** As it is before anything was made. */
  static Bed bare() {
    return new Bed();
  }

  /** With a topic and a subscription. */
  static Bed prepared() {
    Bed bed = new Bed();
    bed.pubSub.withTopic("halfturn").withSubscription("halfturn", "halfturn");
    return bed;
  }

  private Bed() {
    pubSub.paths().forEach(path -> google.with(path, pubSub));
    google.with(FakeProjects.PATH, projects);
  }

  /** Makes the secret of an application's client secret, without a version. */
  Bed withApp(String app) {
    return withSecret(app + "--lwa--clientsecret", Secret.getDefaultInstance());
  }

  Bed withSecret(String id, Secret with) {
    google
        .secrets()
        .create(
            CreateSecretRequest.newBuilder()
                .setParent("projects/" + PROJECT)
                .setSecretId(id)
                .setSecret(
                    with.toBuilder()
                        .setReplication(
                            Replication.newBuilder()
                                .setAutomatic(Replication.Automatic.getDefaultInstance())))
                .build());
    return this;
  }

  Secret secret(String app) {
    return google.secrets().get("projects/" + PROJECT + "/secrets/" + app + "--lwa--clientsecret");
  }

  ExpiryScheduler open(Map<String, String> more) {
    return open(more, google.endpoint());
  }

  ExpiryScheduler open(Map<String, String> more, URI endpoint) {
    return new PubSubSchedulerFactory().open(config(more, endpoint), context());
  }

  PluginContext context() {
    return new PluginContext("tested", clock, new SecureRandom(), Path.of("unused"));
  }

  static PluginConfig config(Map<String, String> more, URI endpoint) {
    Map<String, String> settings = new HashMap<>();
    settings.put("project", PROJECT);
    settings.put("endpoint", endpoint.toString());
    settings.put("timeout", "4s");
    settings.putAll(more);
    return PluginConfig.parse(PubSubOptions.all(), settings).config().orElseThrow();
  }

  @Override
  public void close() {
    google.close();
  }
}
