// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.io.FileGuard;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/** A file that holds 32 random bytes as one line of text and that only its owner can read. */
final class KeyFile implements GeneratedKeySource {

  private final FileOps ops;
  private final Path path;

  KeyFile(FileOps ops, Path path) {
    this.ops = ops;
    this.path = path;
  }

  @Override
  public UnlockKey read() {
    try {
      FileGuard.checkFile("key file", path, ops.facts(path), ops.currentUser());
      return KeyText.read(toString(), ops, path);
    } catch (NoSuchFileException e) {
      throw KeyProblems.missing(
          "there is no key file '" + path + "'",
          "correct the path; a new store's key is made by 'halfturn store init'");
    } catch (IOException e) {
      throw FileProblems.notRead(path, e);
    }
  }

  @Override
  public UnlockKey generate(SecureRandom random) {
    UnlockKey.RawKey key = UnlockKey.RawKey.generate(random);
    byte[] text = KeyText.line(key);
    Path directory = path.toAbsolutePath().getParent();
    try {
      ops.createDirectories(directory);
      try (FileOps.WritableFile out = ops.createNew(path)) {
        out.write(text, 0);
        out.force();
      }
      ops.forceDirectory(directory);
      return key;
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      discardAfter(e);
      throw FileProblems.notWritten(path, e);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  @Override
  public void requireFree() {
    try {
      ops.facts(path);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw FileProblems.notRead(path, e);
    }
    throw exists();
  }

  private HalfturnException exists() {
    return new HalfturnException(
        Problem.of(
                ErrorCode.FAILED_PRECONDITION,
                "KEY_EXISTS",
                "there is a key file '" + path + "' already; it was left alone")
            .withHint("use it as it is, or name another file"));
  }

  private void discardAfter(IOException failure) {
    try {
      ops.delete(path);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void discard() {
    try {
      ops.delete(path);
    } catch (IOException e) {
      throw FileProblems.notWritten(path, e);
    }
  }

  @Override
  public String toString() {
    return "key file '" + path + "'";
  }
}
