// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.testbed.aws.Moto;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code moto_server}, where there is one on the path. */
final class MotoBed implements SnsBed {

  private final Moto moto = new Moto();

  /** Forgets everything. */
  void reset() {
    moto.reset();
  }

  @Override
  public URI endpoint() {
    return moto.endpoint();
  }

  @Override
  public String arn(String name) {
    return "arn:aws:sns:eu-central-1:" + Moto.ACCOUNT + ":" + name;
  }

  /** From its own view of its state: id, message, subject, attributes and group of each. */
  @Override
  public List<Published> published() {
    List<Published> published = new ArrayList<>();
    for (Object topic : list(map(moto.state().get("sns")).get("Topic"))) {
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
    moto.close();
  }
}
