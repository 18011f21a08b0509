// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * The least that keeps secrets encrypted in one file: a line for each, all of it sealed with one
 * key that is at hand, replaced safely. The limit of the file store, without versions, checks, a
 * previous generation or a lock.
 */
final class OneBlob {

  private final Path file;
  private final KeptCipher cipher;

  OneBlob(Path file) throws GeneralSecurityException {
    this.file = file;
    this.cipher = new KeptCipher(new byte[32]);
  }

  void write(Map<SecretName, SecretValue> values) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Map.Entry<SecretName, SecretValue> entry : values.entrySet()) {
      lines.write(entry.getKey().value().getBytes(StandardCharsets.US_ASCII));
      lines.write(' ');
      lines.write(entry.getValue().reveal());
      lines.write('\n');
    }
    SafeReplace.replace(file, cipher.seal(lines.toByteArray()));
  }

  String read(SecretName name) throws IOException, GeneralSecurityException {
    String lines = new String(cipher.open(Files.readAllBytes(file)), StandardCharsets.US_ASCII);
    int start = lines.indexOf(name.value() + " ") + name.value().length() + 1;
    return lines.substring(start, lines.indexOf('\n', start));
  }
}
