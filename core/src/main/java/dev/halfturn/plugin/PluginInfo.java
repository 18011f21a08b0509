// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A plug-in that was found.
 *
 * @param kind what it makes
 * @param name how the configuration calls it
 * @param className its factory
 * @param location the jar or folder it came from; empty if that is not a file
 * @param options what may be configured
 */
public record PluginInfo(
    PluginKind kind,
    String name,
    String className,
    Optional<Path> location,
    List<ConfigOption<?>> options) {

  public PluginInfo {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(className);
    Objects.requireNonNull(location);
    options = List.copyOf(options);
  }

  /**
   * Describes a factory by asking it.
   *
   * @throws IllegalArgumentException if what it says of itself is not legal
   */
  static PluginInfo of(PluginFactory<?> factory) {
    String name = factory.name();
    if (name == null || !isLegalName(name)) {
      throw new IllegalArgumentException("has no legal name");
    }
    List<ConfigOption<?>> options = factory.options();
    if (options == null || options.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("has no list of options");
    }
    if (options.stream().map(ConfigOption::key).distinct().count() < options.size()) {
      throw new IllegalArgumentException("has two options of one key");
    }
    return new PluginInfo(
        PluginKind.of(factory),
        name,
        factory.getClass().getName(),
        Locations.of(factory.getClass()),
        options);
  }

  /** Whether a plug-in, or an instance of one, may be called so. */
  static boolean isLegalName(String name) {
    return name.length() <= 40 && PluginFactory.NAME.matcher(name).matches();
  }

  /** The jar; empty if the plug-in came from a folder of classes or from no file. */
  public Optional<Path> jar() {
    return location.filter(Files::isRegularFile);
  }

  /**
   * The SHA-256 of the {@link #jar()} in hexadecimal, as it is on disk now; read at each call.
   *
   * @throws HalfturnException {@link ErrorCode#UNAVAILABLE} if it cannot be read
   */
  public Optional<String> sha256() {
    return jar().map(PluginInfo::sha256);
  }

  /** The class and where it came from, for messages. */
  String described() {
    return Locations.describe(className, location);
  }

  private static String sha256(Path jar) {
    try (DigestOutputStream digesting =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      Files.copy(jar, digesting);
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "cannot read the plug-in's jar " + jar), e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
