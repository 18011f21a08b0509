// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which parameter holds which entry: the one of the same name behind the prefix, unless an alias
 * says otherwise. SSM allows {@value #MAX_LEVELS} levels; the segments of a deeper name are joined
 * by {@code --}, which no segment contains, so that no two entries meet.
 */
final class ParameterNames {

  static final int MAX_PREFIX_LEVELS = 5;

  private static final int MAX_LEVELS = 15;
  private static final int MAX_LENGTH = 1011;
  private static final int MAX_PREFIX_LENGTH = 200;
  private static final String FOLD = "--";
  private static final String LEVEL = "[A-Za-z0-9_.-]+";
  private static final Pattern PATH = Pattern.compile("(?:/" + LEVEL + ")+");
  private static final Pattern RAW = Pattern.compile(LEVEL + "|" + PATH.pattern());
  private static final Pattern RESERVED =
      Pattern.compile("/?(?:aws|ssm).*", Pattern.CASE_INSENSITIVE);

  /** What Halfturn keeps for an application; an alias must not take its place by mistake. */
  private static final Pattern IN_USE =
      Pattern.compile("[^/]+/(?:lwa/client(?:secret|identifier)|refreshtoken|profile)(?:/.*)?");

  private final String prefix;
  private final int levels;
  private final SortedMap<SecretName, String> aliases = new TreeMap<>();
  private final Map<String, SecretName> aliased = new TreeMap<>();

  private ParameterNames(String prefix) {
    this.prefix = prefix;
    this.levels = MAX_LEVELS - levelsOf(prefix);
  }

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if an alias cannot be meant
   */
  static ParameterNames of(PluginConfig config) {
    ParameterNames names = new ParameterNames(config.find(SsmOptions.PREFIX).orElse(""));
    config.get(SsmOptions.ALIAS).forEach(names::add);
    names.aliases.forEach(names::requireNothingHidden);
    return names;
  }

  static boolean isLegalPrefix(String text) {
    return PATH.matcher(text).matches()
        && text.length() <= MAX_PREFIX_LENGTH
        && levelsOf(text) <= MAX_PREFIX_LEVELS
        && !isReserved(text);
  }

  private static int levelsOf(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }

  private static boolean isReserved(String raw) {
    return RESERVED.matcher(raw).matches();
  }

  private void add(String entry, String raw) {
    SecretName name;
    try {
      name = new SecretName(entry);
    } catch (HalfturnException e) {
      throw refusal(entry, "is not the name of an entry");
    }
    if (!RAW.matcher(raw).matches()
        || raw.length() > MAX_LENGTH
        || levelsOf(raw) > MAX_LEVELS
        || isReserved(raw)) {
      throw refusal(entry, "must be the name of a parameter, such as /my-erp/refreshToken");
    }
    SecretName other = aliased.putIfAbsent(raw, name);
    if (other != null) {
      throw refusal(entry, "is the parameter of '" + other + "' already");
    }
    aliases.put(name, raw);
  }

  private void requireNothingHidden(SecretName name, String raw) {
    unfolded(raw)
        .filter(hidden -> !hidden.equals(name) && !aliases.containsKey(hidden))
        .filter(hidden -> IN_USE.matcher(hidden.value()).matches())
        .ifPresent(
            hidden -> {
              throw refusal(name.value(), "is the parameter of '" + hidden + "', another entry");
            });
  }

  private static HalfturnException refusal(String entry, String what) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.INVALID_ARGUMENT,
                SsmOptions.ALIAS.key() + "." + entry.toLowerCase(Locale.ROOT) + ": " + what)
            .withHint("give each entry a parameter of its own"));
  }

  /**
   * The parameter of an entry.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there can be none
   */
  String raw(SecretName name) {
    String alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    String raw = folded(name);
    if (isReserved(raw)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "SSM keeps names that begin with aws or ssm to itself: '" + name + "'")
              .withHint("call the application otherwise, or set the option prefix"));
    }
    SecretName taker = aliased.get(raw);
    if (taker != null) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the parameter of '" + name + "' is that of '" + taker + "' by an alias")
              .withHint("change the option alias." + taker));
    }
    return raw;
  }

  /** The entry that a parameter holds, if it is one of this store. */
  Optional<SecretName> entry(String raw) {
    SecretName alias = aliased.get(raw);
    return alias != null
        ? Optional.of(alias)
        : unfolded(raw).filter(name -> !aliases.containsKey(name) && !isReserved(raw));
  }

  /** What the names of all parameters of entries within a prefix begin with, aliases apart. */
  String rawPrefix(String entries) {
    return prefix + "/" + (entries.isEmpty() ? "" : folded(new SecretName(entries), true));
  }

  /** The entries with an alias within a prefix, with their parameters. */
  SortedMap<SecretName, String> aliases(String entries) {
    SortedMap<SecretName, String> within = new TreeMap<>(aliases);
    within.keySet().removeIf(name -> !name.isWithin(entries));
    return Collections.unmodifiableSortedMap(within);
  }

  private String folded(SecretName name) {
    return prefix + "/" + folded(name, false);
  }

  /**
   * @param shallow only the levels that are kept, since the last one may be joined otherwise in a
   *     deeper name
   */
  private String folded(SecretName name, boolean shallow) {
    List<String> segments = List.of(name.value().split("/"));
    if (segments.size() < levels) {
      return name.value();
    }
    String kept = String.join("/", segments.subList(0, levels - 1));
    String joined = String.join(FOLD, segments.subList(levels - 1, segments.size()));
    return shallow ? kept : kept + "/" + joined;
  }

  private Optional<SecretName> unfolded(String raw) {
    if (!raw.startsWith(prefix + "/")) {
      return Optional.empty();
    }
    String text = raw.substring(prefix.length() + 1).replace(FOLD, "/");
    try {
      return Optional.of(new SecretName(text)).filter(name -> folded(name).equals(raw));
    } catch (HalfturnException e) {
      return Optional.empty(); // of somebody else
    }
  }
}
