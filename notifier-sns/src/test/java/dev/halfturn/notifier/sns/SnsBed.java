// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Something that speaks as SNS does. */
interface SnsBed extends AutoCloseable {

  /** A notice as it arrived. */
  record Published(
      String topic, String subject, String message, String group, Map<String, String> attributes) {}

  URI endpoint();

  /** The ARN of a topic of this name, whether or not it exists. */
  String arn(String name);

  List<Published> published() throws Exception;

  @Override
  void close();
}
