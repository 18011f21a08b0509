// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which secret holds which entry: the one whose id is the entry's segments, joined by {@code --}
 * behind the prefix, unless an alias says otherwise. No segment contains {@code --}, so no two
 * entries meet.
 */
final class SecretIds {

  /** So that the longest name still has an id of {@value #MAX_LENGTH}. */
  static final int MAX_PREFIX = 70;

  private static final int MAX_LENGTH = 255;
  private static final String JOINT = "--";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_LENGTH + "}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*");

  /** What Halfturn keeps for an application; an alias must not take its place by mistake. */
  private static final Pattern IN_USE =
      Pattern.compile("[^/]+/(?:lwa/client(?:secret|identifier)|refreshtoken|profile)(?:/.*)?");

  private final String start;
  private final Map<SecretName, String> aliases = new TreeMap<>();
  private final Map<String, SecretName> aliased = new TreeMap<>();

  private SecretIds(Optional<String> prefix) {
    start = prefix.map(text -> text + JOINT).orElse("");
  }

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if an alias cannot be meant
   */
  static SecretIds of(PluginConfig config) {
    SecretIds ids = new SecretIds(config.find(SecretManagerOptions.PREFIX));
    config.get(SecretManagerOptions.ALIAS).forEach(ids::add);
    ids.aliases.forEach(ids::requireNothingHidden);
    return ids;
  }

  static boolean isLegalPrefix(String text) {
    return text.length() <= MAX_PREFIX && PREFIX.matcher(text).matches();
  }

  private void add(String entry, String id) {
    SecretName name;
    try {
      name = new SecretName(entry);
    } catch (HalfturnException e) {
      throw refusal(entry, "is not the name of an entry");
    }
    if (!ID.matcher(id).matches()) {
      throw refusal(entry, "must be the id of a secret, such as my-erp_refreshToken");
    }
    SecretName other = aliased.putIfAbsent(id, name);
    if (other != null) {
      throw refusal(entry, "is the secret of '" + other + "' already");
    }
    aliases.put(name, id);
  }

  /**
   * Whether somebody else has made and named a secret.
   *
   * @param secret with its project
   */
  boolean isAdopted(String secret) {
    return aliased.containsKey(secret.substring(secret.lastIndexOf('/') + 1));
  }

  private void requireNothingHidden(SecretName name, String id) {
    derived(id)
        .filter(hidden -> !hidden.equals(name) && !aliases.containsKey(hidden))
        .filter(hidden -> IN_USE.matcher(hidden.value()).matches())
        .ifPresent(
            hidden -> {
              throw refusal(name.value(), "is the secret of '" + hidden + "', another entry");
            });
  }

  private static HalfturnException refusal(String entry, String what) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.INVALID_ARGUMENT,
                SecretManagerOptions.ALIAS.key()
                    + "."
                    + entry.toLowerCase(Locale.ROOT)
                    + ": "
                    + what)
            .withHint("give each entry a secret of its own"));
  }

  /** How the ids of all secrets of an application begin, the {@linkplain #others others} apart. */
  String start(String app) {
    return start + app + JOINT;
  }

  /** The ids that aliases give entries of an application. */
  SortedSet<String> others(String app) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getKey().value().startsWith(app + "/"))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The id of an entry's secret.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there can be none
   */
  String id(SecretName name) {
    String alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    String id = start + name.value().replace("/", JOINT);
    SecretName taker = aliased.get(id);
    if (taker != null) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the secret of '" + name + "' is that of '" + taker + "' by an alias")
              .withHint("change the option alias." + taker));
    }
    return id;
  }

  /** The entry that a secret holds, if it is one of this store. */
  Optional<SecretName> entry(String id) {
    SecretName alias = aliased.get(id);
    return alias != null
        ? Optional.of(alias)
        : derived(id).filter(name -> !aliases.containsKey(name));
  }

  private Optional<SecretName> derived(String id) {
    if (!id.startsWith(start)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SecretName(id.substring(start.length()).replace(JOINT, "/")));
    } catch (HalfturnException e) {
      return Optional.empty(); // of somebody else
    }
  }
}
