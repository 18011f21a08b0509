// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.vault;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which secret of the vault holds which entry: that of the same name behind the prefix, its
 * segments joined by {@code --}, unless an alias says otherwise. No segment contains {@code --}, so
 * that no two entries meet. A name of so many segments that this would be too long begins with a
 * hyphen and has its own hyphens doubled in place of the joints. A vault takes names in upper and
 * lower case for the same.
 */
public final class VaultNames {

  static final int MAX_PREFIX = 60;

  private static final int MAX_LENGTH = 127;
  private static final String JOINT = "--";
  private static final String HYPHEN = "-";
  private static final String DEEP = HYPHEN;
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9]+(?:--?[a-z0-9]+)*");
  private static final Pattern RAW = Pattern.compile("[0-9a-zA-Z-]{1," + MAX_LENGTH + "}");

  /** What Halfturn keeps for an application; an alias must not take its place by mistake. */
  private static final Pattern IN_USE =
      Pattern.compile("[^/]+/(?:lwa/client(?:secret|identifier)|refreshtoken|profile)(?:/.*)?");

  private final String prefix;
  private final Map<SecretName, String> aliases = new TreeMap<>();
  private final Map<String, SecretName> aliased = new TreeMap<>(); // by the name in lower case

  private VaultNames(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Those of a store so configured.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if an alias cannot be meant
   */
  public static VaultNames of(PluginConfig config) {
    VaultNames names =
        new VaultNames(config.find(KeyVaultOptions.PREFIX).map(text -> text + JOINT).orElse(""));
    config.get(KeyVaultOptions.ALIAS).forEach(names::add);
    names.aliases.forEach(names::requireNothingHidden);
    return names;
  }

  static boolean isLegalPrefix(String text) {
    return PREFIX.matcher(text).matches() && text.length() <= MAX_PREFIX;
  }

  private void add(String entry, String raw) {
    SecretName name;
    try {
      name = new SecretName(entry);
    } catch (HalfturnException e) {
      throw refusal(entry, "is not the name of an entry");
    }
    if (!RAW.matcher(raw).matches()) {
      throw refusal(
          entry, "must be the name of a secret, of at most 127 letters, digits and hyphens");
    }
    SecretName other = aliased.putIfAbsent(lower(raw), name);
    if (other != null) {
      throw refusal(entry, "is the secret of '" + other + "' already");
    }
    aliases.put(name, raw);
  }

  private void requireNothingHidden(SecretName name, String raw) {
    unjoined(raw)
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
                KeyVaultOptions.ALIAS.key() + "." + lower(entry) + ": " + what)
            .withHint("give each entry a secret of its own"));
  }

  /**
   * The name in the vault.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there can be none
   */
  public String raw(SecretName name) {
    String alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    String raw = joined(name);
    if (raw.length() > MAX_LENGTH) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the name of a secret has at most "
                      + MAX_LENGTH
                      + " characters, '"
                      + name
                      + "' would have "
                      + raw.length())
              .withHint("call it otherwise, or use a shorter prefix"));
    }
    SecretName taker = aliased.get(raw);
    if (taker != null) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the secret of '" + name + "' is that of '" + taker + "' by an alias")
              .withHint("change the option alias." + taker));
    }
    return raw;
  }

  /** The entry that a secret of the vault holds, if it is one of this store. */
  public Optional<SecretName> entry(String raw) {
    SecretName alias = aliased.get(lower(raw));
    return alias != null
        ? Optional.of(alias)
        : unjoined(raw).filter(name -> !aliases.containsKey(name));
  }

  private String joined(SecretName name) {
    String readable = prefix + name.value().replace("/", JOINT);
    return readable.length() <= MAX_LENGTH
        ? readable
        : prefix + DEEP + name.value().replace(HYPHEN, JOINT).replace("/", HYPHEN);
  }

  private Optional<SecretName> unjoined(String raw) {
    String text = lower(raw);
    if (!text.startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SecretName(separated(text.substring(prefix.length()))))
          .filter(name -> joined(name).equals(text));
    } catch (HalfturnException e) {
      return Optional.empty(); // of somebody else
    }
  }

  private static String separated(String text) {
    return text.startsWith(DEEP)
        ? text.substring(DEEP.length())
            .replace(JOINT, "+")
            .replace(HYPHEN, "/")
            .replace("+", HYPHEN)
        : text.replace(JOINT, "/");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
