// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Values that stand in files of their own. Reasons name neither the path nor the content: the path
 * may be a secret that was put into the wrong setting.
 */
final class TextFile {

  private static final int MAX_SIZE = 64 * 1024;

  private TextFile() {}

  /** The path a setting names; a relative one starts where the setting stands. */
  static Path locate(String path, Origin origin) {
    try {
      Path given = Path.of(path);
      return origin.file().map(file -> file.resolveSibling(given)).orElse(given);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("does not name a possible path of a file");
    }
  }

  /** The text of a file without its last line end. */
  static String read(Path path) {
    return read(path, MAX_SIZE);
  }

  /** The same of a file of at most so many bytes. */
  static String read(Path path, int maxSize) {
    byte[] content;
    try (InputStream in = Files.newInputStream(path)) {
      content = in.readNBytes(maxSize + 1);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("names a file that does not exist");
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("names a file that may not be read");
    } catch (IOException e) {
      throw new IllegalArgumentException("names a file that cannot be read");
    }
    if (content.length > maxSize) {
      throw new IllegalArgumentException("names a file of more than " + maxSize / 1024 + " KiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return withoutLastLineEnd(text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("names a file that is not text (not valid UTF-8)");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static String withoutLastLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
