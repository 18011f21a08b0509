// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens kept on disk for other processes, each {@linkplain SealedToken sealed} in a file of its
 * own. Thread-safe, and safe for several processes: of two that keep the same token, the last wins.
 *
 * <p>Nothing here ever fails: what cannot be read is not there, what cannot be written is not kept.
 */
final class KeptTokens {

  private static final Logger log = LoggerFactory.getLogger(KeptTokens.class);

  /** How long after its token's end a file is removed, so that none is that is being written. */
  private static final Duration LEFT_LYING = Duration.ofHours(1);

  /** Which files are tokens, or were to become one. */
  private static final String OURS = "[0-9a-f]".repeat(2 * SealedToken.NAME_BYTES) + "*";

  private final Path directory;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicBoolean tidied = new AtomicBoolean();

  KeptTokens(Path directory, InstantSource clock, RandomGenerator random) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
  }

  /** The same exchange, whose tokens are kept until Amazon refuses what they were given for. */
  Exchanger keeping(Exchanger exchange) {
    return (client, grant) -> {
      TokenReply reply;
      try {
        reply = exchange.exchange(client, grant);
      } catch (TokenException e) {
        if (e.fault() == Fault.CLIENT_SECRET || e.fault() == Fault.SELLER) {
          drop(SealedToken.of(client, grant));
        }
        throw e;
      }
      keep(SealedToken.of(client, grant), reply.token());
      return reply;
    };
  }

  /** A token that is not about to end, if one is kept. */
  Optional<TokenReply> find(ClientCredential client, Grant grant) {
    SealedToken seal = SealedToken.of(client, grant);
    Instant now = clock.instant();
    return read(directory.resolve(seal.name()))
        .flatMap(seal::open)
        .filter(kept -> serves(kept, now))
        .map(kept -> new TokenReply(kept.token(), Optional.empty(), Optional.empty()));
  }

  /**
   * Not in the margin in which it would be refreshed, and not if the clock says something that
   * cannot be: then nobody knows how old it is.
   */
  private static boolean serves(SealedToken.Kept kept, Instant now) {
    Duration life = Duration.between(kept.keptAt(), kept.token().expiresAt());
    return !now.isBefore(kept.keptAt())
        && life.compareTo(TokenAnswer.LONGEST_LIFE) <= 0
        && now.isBefore(kept.token().expiresAt().minus(Held.margin(life)));
  }

  private static Optional<byte[]> read(Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(SealedToken.MAX_BYTES + 1);
      return Optional.of(bytes).filter(all -> all.length <= SealedToken.MAX_BYTES);
    } catch (IOException e) {
      log.debug("no token is kept ({})", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private void drop(SealedToken seal) {
    try {
      Files.deleteIfExists(directory.resolve(seal.name()));
    } catch (IOException e) {
      log.debug("a token is not dropped ({})", e.getClass().getSimpleName());
    }
  }

  private void keep(SealedToken seal, AccessToken token) {
    byte[] sealed = seal.seal(new SealedToken.Kept(token, clock.instant()), random);
    try {
      Files.createDirectories(directory, onlyMine("rwx------"));
      Path written = Files.createTempFile(directory, seal.name(), ".new", onlyMine("rw-------"));
      try {
        Files.write(written, sealed);
        Files.setLastModifiedTime(written, FileTime.from(token.expiresAt()));
        replace(written, directory.resolve(seal.name()));
      } finally {
        Files.deleteIfExists(written);
      }
      if (!tidied.getAndSet(true)) {
        tidy();
      }
    } catch (IOException e) {
      log.debug("a token is not kept ({})", e.getClass().getSimpleName());
    }
  }

  private static void replace(Path written, Path file) throws IOException {
    try {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what nobody can use any more: tokens that have ended, files of a process that died. */
  private void tidy() throws IOException {
    Instant limit = clock.instant().minus(LEFT_LYING);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, OURS)) {
      for (Path file : files) {
        FileTime end = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        if (end.toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private FileAttribute<?>[] onlyMine(String permissions) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
