// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.aws.secretsmanager.AppCredentials.Member;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which entry lies in which secret: each in one of its own, named by a prefix and its own name;
 * except the client id and the client secret of the applications for which a secret in the shape of
 * Amazon's sample is named.
 */
final class Places {

  private static final Pattern SECRET_ID =
      Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|arn:[a-z-]+:secretsmanager:[!-~]{1,500}");
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String prefix;
  private final Map<SecretName, Place> members;

  private Places(String prefix, Map<SecretName, Place> members) {
    this.prefix = prefix;
    this.members = members;
  }

  /**
   * The places that a configuration says.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if an application or a secret
   *     cannot have such a name, or two applications share one
   */
  static Places of(PluginConfig config) {
    Map<SecretName, Place> members = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    config
        .get(SecretsManagerOptions.SECRET)
        .forEach(
            (app, secret) -> {
              if (!APP.matcher(app).matches() || !SECRET_ID.matcher(secret).matches()) {
                throw refused("secret." + app + " must name an application and a secret");
              }
              if (!taken.add(secret)) {
                throw refused("secret." + app + " names a secret that another application has");
              }
              for (Member member : Member.values()) {
                members.put(
                    new SecretName(app + "/" + member.entry()),
                    new Place(secret, Optional.of(member)));
              }
            });
    return new Places(config.get(SecretsManagerOptions.PREFIX), members);
  }

  private static HalfturnException refused(String text) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, text));
  }

  Place of(SecretName name) {
    Place member = members.get(name);
    return member != null ? member : new Place(prefix + name.value(), Optional.empty());
  }

  /** What the names of secrets begin with that may hold entries within a prefix. */
  String secretsWithin(String entries) {
    return prefix + entries;
  }

  /** The entry that is the whole of a secret; empty if the secret is none of this store's. */
  Optional<SecretName> entryIn(String secret) {
    if (!secret.startsWith(prefix)) {
      return Optional.empty();
    }
    String rest = secret.substring(prefix.length());
    try {
      SecretName name = new SecretName(rest);
      return members.containsKey(name) ? Optional.empty() : Optional.of(name);
    } catch (HalfturnException e) {
      return Optional.empty(); // somebody else's
    }
  }

  /** The entries within a prefix that are members of a secret. */
  Set<SecretName> membersWithin(String entries) {
    Set<SecretName> found = new HashSet<>(members.keySet());
    found.removeIf(name -> !name.isWithin(entries));
    return found;
  }
}
