// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the client secret of an application lies: {@code <prefix>--<app>--lwa--clientsecret}, or
 * what is configured for it.
 */
final class SecretNames {

  private static final String JOINT = "--";
  private static final String END = JOINT + "lwa" + JOINT + "clientsecret";
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  private final String begin;
  private final Map<String, String> adopted;
  private final Map<String, String> apps = new HashMap<>();
  private final Pattern own;

  /**
   * @param prefix empty for none
   * @param adopted ids of secrets of other names, by application
   */
  SecretNames(String prefix, Map<String, String> adopted) {
    this.begin = prefix.isEmpty() ? "" : prefix + JOINT;
    this.adopted = Map.copyOf(adopted);
    adopted.forEach((app, id) -> apps.put(id, app));
    this.own = Pattern.compile(Pattern.quote(begin) + "(" + APP + ")" + END);
  }

  String secretId(String app) {
    return adopted.getOrDefault(app, begin + app + END);
  }

  /** Whose client secret it is; empty if nobody's. */
  Optional<String> app(String secretId) {
    String app = apps.get(secretId);
    if (app != null) {
      return Optional.of(app);
    }
    Matcher matcher = own.matcher(secretId);
    return matcher.matches() && !adopted.containsKey(matcher.group(1))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }
}
