// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Replaces the references described at {@link Settings}. */
final class References {

  private static final String OPEN = "${";
  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final String SECRET = "secret:";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private References() {}

  /** What references are looked up in; throws {@link IllegalArgumentException} with a reason. */
  interface Sources {
    /** An environment variable, if it is set. */
    Optional<String> variable(String name);

    /** The text of an entry of the store. */
    String secret(SecretName name);
  }

  /**
   * The entries of the store that a text refers to, in order.
   *
   * @throws IllegalArgumentException with a reason that completes "key: ..."
   */
  static List<SecretName> secrets(String text) {
    List<SecretName> names = new ArrayList<>();
    walk(text, literal -> {}, reference -> secret(reference).ifPresent(names::add));
    return names;
  }

  /**
   * @throws IllegalArgumentException with a reason that completes "key: ..."
   */
  static Settings.Entry resolve(Settings.Entry entry, Sources sources) {
    StringBuilder resolved = new StringBuilder(entry.value().length());
    AtomicBoolean literal = new AtomicBoolean(entry.literal());
    walk(
        entry.value(),
        resolved::append,
        reference -> {
          resolved.append(lookUp(reference, entry.origin(), sources));
          literal.set(false);
        });
    return new Settings.Entry(resolved.toString(), entry.origin(), literal.get());
  }

  private static void walk(String text, Consumer<String> literal, Consumer<String> reference) {
    int from = 0;
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
      if (at > from && text.charAt(at - 1) == '$') {
        literal.accept(text.substring(from, at - 1) + OPEN);
        from = at + OPEN.length();
        continue;
      }
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException(
            "has a reference without its closing '}'; write $${ for a literal ${");
      }
      literal.accept(text.substring(from, at));
      reference.accept(text.substring(at + OPEN.length(), end));
      from = end + 1;
    }
    literal.accept(text.substring(from));
  }

  private static String lookUp(String reference, Origin origin, Sources sources) {
    if (reference.startsWith(ENV)) {
      return variable(reference.substring(ENV.length()), sources::variable);
    }
    if (reference.startsWith(FILE)) {
      return TextFile.read(TextFile.locate(reference.substring(FILE.length()), origin));
    }
    return secret(reference)
        .map(sources::secret)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "has a reference that is none of ${env:NAME}, ${file:path} and ${secret:entry};"
                        + " write $${ for a literal ${"));
  }

  private static Optional<SecretName> secret(String reference) {
    if (!reference.startsWith(SECRET)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SecretName.of(reference.substring(SECRET.length())));
    } catch (HalfturnException e) {
      // its message would quote what may be a secret in the wrong place
      throw new IllegalArgumentException("has a reference to an entry with an impossible name");
    }
  }

  private static String variable(String name, Function<String, Optional<String>> environment) {
    if (!VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException("has a reference to an impossible environment variable");
    }
    return environment
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "refers to environment variable " + name + ", which is not set"));
  }

  /** The file in which systemd hands over a credential. */
  static Path credential(String name, Function<String, Optional<String>> environment) {
    if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
      throw new IllegalArgumentException("does not name a credential of systemd");
    }
    return Path.of(variable("CREDENTIALS_DIRECTORY", environment)).resolve(name);
  }
}
