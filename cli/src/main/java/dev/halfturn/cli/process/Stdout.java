// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Standard output, in UTF-8 whatever the locale. It knows why it could not be written, of which
 * other print streams only say that it was so.
 */
public final class Stdout extends PrintStream {

  // Java passes on no error numbers, only the text of the C library or of Windows
  private static final List<String> NOBODY_READS =
      List.of("Broken pipe", "The pipe is being closed", "The pipe has been ended");

  private final Descriptor descriptor;

  Stdout() {
    this(new Descriptor(FileDescriptor.out));
  }

  private Stdout(Descriptor descriptor) {
    super(descriptor, true, StandardCharsets.UTF_8);
    this.descriptor = descriptor;
  }

  /** Whether whoever read it has had enough, as {@code head} has after its lines. */
  public boolean readerIsGone() {
    return failure().filter(NOBODY_READS::contains).isPresent();
  }

  /** Why it could not be written, if it could not. */
  public Optional<String> failure() {
    return Optional.ofNullable(descriptor.failure);
  }

  private static final class Descriptor extends FileOutputStream {
    private volatile String failure;

    Descriptor(FileDescriptor descriptor) {
      super(descriptor);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        super.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e.getMessage();
        throw e;
      }
    }
  }
}
