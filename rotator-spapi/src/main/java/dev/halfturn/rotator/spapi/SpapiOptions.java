// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be configured. */
final class SpapiOptions {

  static final ConfigOption<QueueAddress> QUEUE =
      ConfigOption.of(
              "queue-url", "address of the queue to which Amazon sends", QueueAddress::parse)
          .require();

  static final ConfigOption<QueueAddress> DEAD_LETTERS =
      ConfigOption.of(
          "dlq-url",
          "address of the queue for what was received too often, which is read as well",
          QueueAddress::parse);

  static final ConfigOption<String> REGION =
      ConfigOption.of(
          "region",
          "AWS region of the queues; that of their address unless given",
          SpapiOptions::region);

  static final ConfigOption<URI> ENDPOINT =
      ConfigOption.of(
          "endpoint",
          "address of SQS if it is not the region's own: a VPC endpoint, an emulator",
          SpapiOptions::endpoint);

  static final ConfigOption<String> PROFILE =
      ConfigOption.of(
          "profile", "profile of ~/.aws/config and ~/.aws/credentials", SpapiOptions::profile);

  static final ConfigOption<SecretValue> ACCESS_KEY_ID =
      ConfigOption.secret(
          "access-key-id",
          "an access key, in place of the credentials of the surroundings, which are better");

  static final ConfigOption<SecretValue> SECRET_ACCESS_KEY =
      ConfigOption.secret("secret-access-key", "what belongs to the access key");

  static final ConfigOption<SecretValue> SESSION_TOKEN =
      ConfigOption.secret("session-token", "what belongs to a temporary access key");

  static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of(
              "timeout",
              "how long a call of SQS may take, with its repetitions, beside the wait for a message",
              SpapiOptions::timeout)
          .defaultsTo("20s");

  static final ConfigOption<InetSocketAddress> PROXY =
      ConfigOption.of(
          "proxy",
          "HTTP proxy for the request to Amazon, such as http://proxy.example.com:3128",
          SpapiOptions::proxy);

  private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern PROFILE_NAME = Pattern.compile("[\\w.@/+=:-]{1,100}");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final int LARGEST_PORT = 65_535;

  private SpapiOptions() {}

  static List<ConfigOption<?>> all() {
    return List.of(
        QUEUE,
        DEAD_LETTERS,
        REGION,
        ENDPOINT,
        PROFILE,
        ACCESS_KEY_ID,
        SECRET_ACCESS_KEY,
        SESSION_TOKEN,
        TIMEOUT,
        PROXY);
  }

  private static String region(String text) {
    if (!REGION_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("must look like eu-central-1");
    }
    return text;
  }

  private static String profile(String text) {
    if (!PROFILE_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name of a profile");
    }
    return text;
  }

  private static URI endpoint(String text) {
    URI uri = ConfigOption.uri("endpoint", "").parse(text);
    boolean local = "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    if (uri.getHost() == null || !(local || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return uri;
  }

  private static Duration timeout(String text) {
    Duration timeout = ConfigOption.parseDuration(text);
    if (timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 2m");
    }
    return timeout;
  }

  /** Its name is looked up when it is used. */
  private static InetSocketAddress proxy(String text) {
    URI uri = ConfigOption.uri("proxy", "").parse(text);
    boolean plain =
        "http".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getPort() > 0
            && uri.getPort() <= LARGEST_PORT
            && uri.getRawUserInfo() == null
            && Set.of("", "/").contains(uri.getRawPath())
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!plain) {
      throw new IllegalArgumentException("must be http://host:port and nothing more");
    }
    return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
  }

  /**
   * Checks what no single option shows.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  static void check(PluginConfig config) {
    boolean id = config.find(ACCESS_KEY_ID).isPresent();
    String credentials = "leave them all out to use the credentials of the surroundings";
    if (id != config.find(SECRET_ACCESS_KEY).isPresent()) {
      throw contradiction("access-key-id and secret-access-key belong together", credentials);
    }
    if (config.find(SESSION_TOKEN).isPresent() && !id) {
      throw contradiction("session-token belongs to an access key", credentials);
    }
    if (id && config.find(PROFILE).isPresent()) {
      throw contradiction("profile and access-key-id exclude one another", credentials);
    }
    QueueAddress queue = config.get(QUEUE);
    config.find(DEAD_LETTERS).ifPresent(dead -> requireApart(queue, dead));
  }

  private static void requireApart(QueueAddress queue, QueueAddress dead) {
    if (dead.equals(queue)) {
      throw contradiction(
          "queue-url and dlq-url name the same queue",
          "give dlq-url the address of the dead-letter queue, or leave it out");
    }
    if (!dead.region().equals(queue.region()) || !dead.service().equals(queue.service())) {
      throw contradiction(
          "queue-url and dlq-url lie in different regions",
          "a dead-letter queue lies in the region of its queue");
    }
  }

  private static HalfturnException contradiction(String text, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, text).withHint(hint));
  }
}
