// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import dev.halfturn.spi.ConfigOption;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The options that say how Google Cloud is reached, the same for all plug-ins of this module. */
public final class GcpOptions {

  public static final ConfigOption<String> PROJECT =
      ConfigOption.of(
          "project",
          "id of the project; GOOGLE_CLOUD_PROJECT unless given, else that of the credentials",
          GcpOptions::project);

  public static final ConfigOption<String> LOCATION =
      ConfigOption.of(
          "location",
          "where regional secrets are kept, such as europe-west3; global ones unless given",
          GcpOptions::location);

  public static final ConfigOption<URI> ENDPOINT =
      ConfigOption.of(
          "endpoint",
          "address of Secret Manager if it is not Google's own: a private endpoint, a test bed",
          GcpOptions::endpoint);

  public static final ConfigOption<Path> CREDENTIALS_FILE =
      ConfigOption.path(
          "credentials-file",
          "JSON file of a service account's key or of an external account, in place of the"
              + " credentials of the surroundings");

  public static final ConfigOption<String> IMPERSONATE =
      ConfigOption.of(
          "impersonate",
          "service account whose rights are used, which the credentials must allow",
          GcpOptions::serviceAccount);

  public static final ConfigOption<String> QUOTA_PROJECT =
      ConfigOption.of(
          "quota-project",
          "project whose quota is used, if it is not that of the credentials",
          GcpOptions::project);

  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of(
              "timeout", "how long a call may take, with its repetitions", GcpOptions::timeout)
          .defaultsTo("20s");

  /** All that every plug-in has, in the order in which they are documented. */
  public static final List<ConfigOption<?>> ALL =
      List.of(PROJECT, LOCATION, ENDPOINT, CREDENTIALS_FILE, IMPERSONATE, QUOTA_PROJECT, TIMEOUT);

  /** For plug-ins that ask Pub/Sub as well. */
  public static final ConfigOption<URI> PUBSUB_ENDPOINT =
      ConfigOption.of(
          "pubsub-endpoint", "address of Pub/Sub if it is not Google's own", GcpOptions::endpoint);

  private static final Pattern PROJECT_ID =
      Pattern.compile("(?:[a-z0-9.-]{1,60}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{1,19}");
  private static final Pattern LOCATION_ID = Pattern.compile("[a-z]{2,20}(?:-[a-z0-9]{1,20})+");
  private static final Pattern SERVICE_ACCOUNT =
      Pattern.compile("[a-z0-9.-]{1,63}@[a-z0-9.-]{1,100}\\.gserviceaccount\\.com");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private GcpOptions() {}

  private static String project(String text) {
    return matching(PROJECT_ID, text, "must be the id of a project, such as my-project-1");
  }

  private static String location(String text) {
    return matching(LOCATION_ID, text, "must look like europe-west3");
  }

  private static String serviceAccount(String text) {
    return matching(
        SERVICE_ACCOUNT, text, "must look like halfturn@my-project-1.iam.gserviceaccount.com");
  }

  private static String matching(Pattern pattern, String text, String reason) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(reason);
    }
    return text;
  }

  private static URI endpoint(String text) {
    URI uri = ConfigOption.uri("endpoint", "").parse(text);
    if (uri.getHost() == null || !(isTestBed(uri) || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return uri;
  }

  /** Whether what answers there is on this machine, so that it is none of Google's. */
  static boolean isTestBed(URI endpoint) {
    return "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(endpoint.getHost());
  }

  private static Duration timeout(String text) {
    Duration timeout = ConfigOption.parseDuration(text);
    if (timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 2m");
    }
    return timeout;
  }
}
