// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.Topic;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Secret Manager tells Pub/Sub when the moment of a rotation has come. A test says when it
 * looks.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/secret-rotation">rotation
 *     schedules</a>
 * @see <a href="https://cloud.google.com/secret-manager/docs/event-notifications">the shape of what
 *     is told</a>
 */
public final class FakeRotations {

  private final FakeSecretManager secretManager;
  private final FakePubSub pubSub;
  private final InstantSource clock;
  private final String parent;

  /**
   * Of a project's global secrets.
   *
   * @param clock what both take for the time
   */
  public FakeRotations(
      FakeSecretManager secretManager, FakePubSub pubSub, InstantSource clock, String project) {
    this.secretManager = secretManager;
    this.pubSub = pubSub;
    this.clock = clock;
    this.parent = "projects/" + project;
  }

  /** Tells of each secret whose moment has come, once. */
  public void fireDue() {
    Instant now = clock.instant();
    for (Secret secret : secretManager.secrets().list(parent, "")) {
      if (secret.getRotation().hasNextRotationTime() && !instant(secret).isAfter(now)) {
        tell("SECRET_ROTATE", secret, Map.of());
        secretManager
            .secrets()
            .update(
                Secret.newBuilder().setName(secret.getName()).setEtag(secret.getEtag()).build(),
                List.of("rotation"));
      }
    }
  }

  /** When a secret is to be rotated. */
  private static Instant instant(Secret secret) {
    return Instant.ofEpochMilli(Timestamps.toMillis(secret.getRotation().getNextRotationTime()));
  }

  /**
   * Tells of an event to all topics of a secret.
   *
   * @param attributes besides those that every event has
   */
  public void tell(String eventType, Secret secret, Map<String, String> attributes) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("eventType", eventType);
    all.put("dataFormat", "JSON_API_V1");
    all.put("secretId", secret.getName());
    all.put("timestamp", clock.instant().toString());
    all.putAll(attributes);
    String data;
    try {
      data = JsonFormat.printer().print(secret);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    for (Topic topic : secret.getTopicsList()) {
      pubSub.publish(topic.getName(), all, data);
    }
  }
}
