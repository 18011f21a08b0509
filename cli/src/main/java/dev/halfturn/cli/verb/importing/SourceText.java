// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a place that holds credentials. Failures name the place and quote nothing of it. */
final class SourceText {

  /** The reason of failures about what is in a place. */
  static final String UNREADABLE = "SOURCE_UNREADABLE";

  private static final int MAX_SIZE = 1 << 20;

  private SourceText() {}

  /** The text of a file, its byte order mark included, so that it can be written back. */
  static String of(Path file, String label) {
    if (Files.isDirectory(file)) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, label + " is a directory")
              .withHint("name a file, or look through source code with --scan"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in, label);
    } catch (NoSuchFileException e) {
      throw new HalfturnException(Problem.of(ErrorCode.NOT_FOUND, "there is no file " + label));
    } catch (AccessDeniedException e) {
      throw new HalfturnException(Problem.of(ErrorCode.PERMISSION_DENIED, "may not read " + label));
    } catch (IOException e) {
      throw unreadable(label, "cannot be read");
    }
  }

  /** The text of a stream, to its end. */
  static String of(InputStream in, String label) throws IOException {
    byte[] content = in.readNBytes(MAX_SIZE + 1);
    if (content.length > MAX_SIZE) {
      throw unreadable(label, "is longer than 1 MiB");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(label, "is not UTF-8");
    }
  }

  /** The entries of a text. */
  static Reading read(String text, Place.Format format) {
    return switch (format) {
      case YAML -> YamlText.read(text);
      case AWS -> AwsText.read(text);
      case KEY_VALUE, ENVIRONMENT -> KeyValueText.read(text);
    };
  }

  static HalfturnException unreadable(String label, String reason) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNSUPPORTED, UNREADABLE, label + ": " + reason)
            .withHint("correct the file, or say by --from what it is"));
  }
}
