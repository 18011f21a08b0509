// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Where a secret comes from: a hidden prompt, or one of the flags below. Never from an argument,
 * which other users of the machine can read and the shell remembers.
 *
 * <p>From a file or descriptor one trailing line end is dropped, because editors and {@code echo}
 * add one.
 */
public final class SecretInput {

  private static final int MAX_SIZE = 64 * 1024;

  @ArgGroup(exclusive = true)
  Source source;

  /** At most one of these. */
  static final class Source {
    @Option(
        names = {"-", "--secret-stdin", "--new-secret-stdin"},
        description = "Read the secret from standard input.")
    boolean stdin;

    @Option(
        names = "--secret-file",
        paramLabel = "FILE",
        description = "Read the secret from a file.")
    Optional<Path> file = Optional.empty();

    @Option(
        names = "--secret-fd",
        paramLabel = "N",
        converter = Numbers.DescriptorConverter.class,
        description = "Read the secret from an open file descriptor.")
    Optional<Integer> descriptor = Optional.empty();
  }

  /** Whether one of the flags was given, so that nothing will be asked. */
  public boolean given() {
    return source != null;
  }

  /**
   * Reads the secret.
   *
   * @param what how the prompt and messages call it, such as "client secret"
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there is neither a flag nor a
   *     terminal, or nothing was given
   */
  public SecretValue read(String what, Surroundings surroundings) {
    if (source == null) {
      return prompt(what, surroundings);
    }
    try {
      if (source.stdin) {
        return read(what, surroundings.in());
      }
      Path path =
          source.file.orElseGet(() -> Path.of("/dev/fd/" + source.descriptor.orElseThrow()));
      try (InputStream in = Files.newInputStream(surroundings.directory().resolve(path))) {
        return read(what, in);
      }
    } catch (NoSuchFileException e) {
      throw unreadable(
          ErrorCode.NOT_FOUND,
          what,
          source.file.isPresent() ? "which does not exist" : "which is not open");
    } catch (AccessDeniedException e) {
      throw unreadable(ErrorCode.PERMISSION_DENIED, what, "which may not be read");
    } catch (IOException e) {
      throw source.stdin
          ? new HalfturnException(
              Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "the " + what + " is to come by standard input, which cannot be read"))
          : unreadable(ErrorCode.UNAVAILABLE, what, "which cannot be read");
    }
  }

  /**
   * Reads a secret that is to be remembered: typed ones are asked for twice.
   *
   * @throws HalfturnException as {@link #read}; also if the two differ
   */
  public SecretValue readTwice(String what, Surroundings surroundings) {
    SecretValue first = read(what, surroundings);
    if (source == null && !first.equals(prompt(what + " again", surroundings))) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "the two were not the same")
              .withHint("nothing has changed; try again"));
    }
    return first;
  }

  private static SecretValue prompt(String what, Surroundings surroundings) {
    if (!surroundings.terminal().canAsk()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT, "the " + what + " is needed and nobody can be asked")
              .withHint("give it by '-' (standard input), --secret-file or --secret-fd"));
    }
    char[] typed =
        surroundings.terminal().askHidden(sentence(what) + " (hidden): ").orElse(new char[0]);
    try {
      if (typed.length == 0) {
        throw nothing(what);
      }
      return SecretValue.ofUtf8(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private static SecretValue read(String what, InputStream in) throws IOException {
    byte[] content = in.readNBytes(MAX_SIZE + 1);
    try {
      if (content.length > MAX_SIZE) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, "the " + what + " is longer than 64 KiB"));
      }
      int length = lengthWithoutLineEnd(content);
      if (length == 0) {
        throw nothing(what);
      }
      byte[] value = Arrays.copyOf(content, length);
      SecretValue secret = SecretValue.of(value);
      Arrays.fill(value, (byte) 0);
      return secret;
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static int lengthWithoutLineEnd(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
      if (length > 0 && content[length - 1] == '\r') {
        length--;
      }
    }
    return length;
  }

  private static HalfturnException nothing(String what) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "no " + what + " was given")
            .withHint("what was read is empty; nothing has changed"));
  }

  private HalfturnException unreadable(ErrorCode code, String what, String why) {
    boolean isFile = source.file.isPresent();
    return new HalfturnException(
        Problem.of(
                code,
                "the "
                    + what
                    + " is to be read from a file"
                    + (isFile ? " " : " descriptor ")
                    + why)
            .withHint("check " + (isFile ? "--secret-file" : "--secret-fd")));
  }

  private static String sentence(String what) {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }
}
