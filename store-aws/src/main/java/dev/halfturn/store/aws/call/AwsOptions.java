// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The options that say how AWS is reached, the same for all plug-ins of this module. */
public final class AwsOptions {

  public static final ConfigOption<String> REGION =
      ConfigOption.of(
          "region",
          "AWS region; that of the surroundings (AWS_REGION, profile, machine) unless given",
          AwsOptions::region);

  public static final ConfigOption<URI> ENDPOINT =
      ConfigOption.of(
          "endpoint",
          "address of the service if it is not the region's own: a VPC endpoint, an emulator",
          AwsOptions::endpoint);

  public static final ConfigOption<String> PROFILE =
      ConfigOption.of(
          "profile", "profile of ~/.aws/config and ~/.aws/credentials", AwsOptions::profile);

  public static final ConfigOption<SecretValue> ACCESS_KEY_ID =
      ConfigOption.secret(
          "access-key-id",
          "an access key, in place of the credentials of the surroundings, which are better");

  public static final ConfigOption<SecretValue> SECRET_ACCESS_KEY =
      ConfigOption.secret("secret-access-key", "what belongs to the access key");

  public static final ConfigOption<SecretValue> SESSION_TOKEN =
      ConfigOption.secret("session-token", "what belongs to a temporary access key");

  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of(
              "timeout", "how long a call may take, with its repetitions", AwsOptions::timeout)
          .defaultsTo("20s");

  /** All of them, in the order in which they are documented. */
  public static final List<ConfigOption<?>> ALL =
      List.of(REGION, ENDPOINT, PROFILE, ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, TIMEOUT);

  private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern PROFILE_NAME = Pattern.compile("[\\w.@/+=:-]{1,100}");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private AwsOptions() {}

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

  /**
   * Checks what no single option shows.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  static void check(PluginConfig config) {
    boolean id = config.find(ACCESS_KEY_ID).isPresent();
    if (id != config.find(SECRET_ACCESS_KEY).isPresent()) {
      throw contradiction("access-key-id and secret-access-key belong together");
    }
    if (config.find(SESSION_TOKEN).isPresent() && !id) {
      throw contradiction("session-token belongs to an access key");
    }
    if (id && config.find(PROFILE).isPresent()) {
      throw contradiction("profile and access-key-id exclude one another");
    }
  }

  private static HalfturnException contradiction(String text) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, text)
            .withHint("leave them all out to use the credentials of the surroundings"));
  }

  static Optional<String> text(PluginConfig config, ConfigOption<SecretValue> option) {
    return config.find(option).map(SecretValue::revealUtf8);
  }
}
