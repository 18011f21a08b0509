// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.io.FileOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The options that say where the key is, of which exactly one is given. */
public final class KeySources {

  /** A file, or a credential of systemd. */
  public static final ConfigOption<String> KEY_FILE =
      ConfigOption.of(
          "key-file",
          "path of the key file, or systemd-credential:<name>",
          KeySources::requireKeyFile);

  /** A program. */
  public static final ConfigOption<List<String>> KEY_COMMAND =
      ConfigOption.of(
          "key-command",
          "absolute path of a program that prints the key, and its arguments; no shell",
          CommandLine::split);

  /** A person. */
  public static final ConfigOption<SecretValue> PASSPHRASE =
      ConfigOption.secret("passphrase", "passphrase instead of a key");

  private static final Pattern CREDENTIAL_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");

  private KeySources() {}

  /** All of them. */
  public static List<ConfigOption<?>> options() {
    return List.of(KEY_FILE, KEY_COMMAND, PASSPHRASE);
  }

  /**
   * The one source that the configuration names.
   *
   * @param environment looks up a variable
   * @throws dev.halfturn.spi.HalfturnException {@code CONFIG_INVALID} if it is none or several
   */
  public static KeySource of(
      PluginConfig config, FileOps ops, Function<String, Optional<String>> environment) {
    List<KeySource> sources = new ArrayList<>();
    config.find(KEY_FILE).ifPresent(text -> sources.add(keyFile(text, ops, environment)));
    config
        .find(KEY_COMMAND)
        .ifPresent(arguments -> sources.add(new KeyCommand(arguments, KeyCommand.TIME_LIMIT)));
    config.find(PASSPHRASE).ifPresent(passphrase -> sources.add(new Passphrase(passphrase)));
    if (sources.size() != 1) {
      throw KeyProblems.invalid(
          sources.isEmpty() ? "no key for the file store" : "several keys for the file store",
          "set exactly one of key-file, key-command and passphrase-file");
    }
    return sources.get(0);
  }

  /** Whether a value of {@link #KEY_FILE} names a credential of systemd instead of a file. */
  public static boolean isCredential(String keyFile) {
    return keyFile.startsWith(SystemdCredential.PREFIX);
  }

  private static KeySource keyFile(
      String text, FileOps ops, Function<String, Optional<String>> environment) {
    return text.startsWith(SystemdCredential.PREFIX)
        ? new SystemdCredential(
            ops,
            text.substring(SystemdCredential.PREFIX.length()),
            environment.apply(SystemdCredential.DIRECTORY))
        : new KeyFile(ops, Path.of(text));
  }

  private static String requireKeyFile(String text) {
    if (text.startsWith(SystemdCredential.PREFIX)) {
      String name = text.substring(SystemdCredential.PREFIX.length());
      if (!CREDENTIAL_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("must name a credential, such as store.key");
      }
      return text;
    }
    ConfigOption.path("key-file", "").parse(text);
    return text;
  }
}
