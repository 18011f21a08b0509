// SPDX-License-Identifier: Apache-2.0
package com.example.halfturn;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps each secret in a file of its own, <em>unencrypted</em>: whoever reads the directory reads
 * the secrets. Made to be read, not to be relied on.
 */
public final class DirectoryStore implements SecretStore {

  /** Opens it as {@code store=directory}. */
  public static final class Factory implements SecretStoreFactory {
    private static final ConfigOption<Path> PATH =
        ConfigOption.path("path", "Directory of the secrets; created if it is missing").require();

    @Override
    public String name() {
      return "directory";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PATH);
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new DirectoryStore(config.get(PATH), context.clock());
    }
  }

  private static final String SUFFIX = ".secret";

  private final Path directory;
  private final InstantSource clock;
  private boolean closed;

  DirectoryStore(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    io(() -> Files.createDirectories(directory));
  }

  @Override
  public synchronized Optional<StoredSecret> find(SecretName name) {
    requireOpen();
    return io(
        () -> {
          try {
            return Optional.of(decode(name, Files.readAllLines(file(name))));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public synchronized SecretVersion put(SecretName name, SecretValue value) {
    requireOpen();
    SecretVersion version = new SecretVersion(UUID.randomUUID().toString(), clock.instant());
    return io(
        () -> {
          Path written = Files.createTempFile(directory, "new", ".tmp");
          try {
            // SYNC and ATOMIC_MOVE: a reader, or a power cut, finds the old file or the new one
            Files.write(written, encode(version, value), StandardOpenOption.SYNC);
            Files.move(written, file(name), StandardCopyOption.ATOMIC_MOVE);
          } finally {
            Files.deleteIfExists(written);
          }
          return version;
        });
  }

  @Override
  public synchronized void delete(SecretName name) {
    requireOpen();
    io(() -> Files.deleteIfExists(file(name)));
  }

  @Override
  public synchronized Stream<SecretName> names(String prefix) {
    requireOpen();
    return io(
        () -> {
          try (Stream<Path> files = Files.list(directory)) {
            return files
                .map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .map(flat -> new SecretName(flat.replace("--", "/")))
                .filter(name -> name.isWithin(prefix))
                .sorted()
                .toList()
                .stream();
          }
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /** A name never contains two hyphens in a row, so no two names share a file. */
  private Path file(SecretName name) {
    return directory.resolve(name.value().replace("/", "--") + SUFFIX);
  }

  private static List<String> encode(SecretVersion version, SecretValue value) {
    return List.of(
        version.id(),
        version.createdAt().toString(),
        Base64.getEncoder().encodeToString(value.reveal()));
  }

  private StoredSecret decode(SecretName name, List<String> lines) {
    try {
      SecretVersion version = new SecretVersion(lines.get(0), Instant.parse(lines.get(1)));
      byte[] value = Base64.getDecoder().decode(lines.get(2));
      return new StoredSecret(name, version, SecretValue.of(value));
    } catch (IndexOutOfBoundsException | DateTimeException | IllegalArgumentException e) {
      // without the cause: its text may quote what it could not read
      throw failure(ErrorCode.CORRUPT, "cannot read the entry '" + name + "' in " + directory);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw failure(ErrorCode.FAILED_PRECONDITION, "the store in " + directory + " is closed");
    }
  }

  private interface Io<T> {
    T call() throws IOException;
  }

  private <T> T io(Io<T> work) {
    try {
      return work.call();
    } catch (IOException e) {
      throw failure(
          ErrorCode.UNAVAILABLE,
          "cannot use the directory " + directory + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static HalfturnException failure(ErrorCode code, String message) {
    return new HalfturnException(Problem.of(code, message));
  }
}
