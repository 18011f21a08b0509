// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.security.SecureRandom;

/** Makes a store with a passphrase, in a heap of which so many MiB are taken already. */
final class SmallHeapProgram {

  private SmallHeapProgram() {}

  public static void main(String[] args) {
    byte[] ballast = new byte[Integer.parseInt(args[0]) << 20];
    StoreFileFormat format = new StoreFileFormat(KdfLimits.standard(), new SecureRandom());
    UnlockKey.Passphrase passphrase =
        new UnlockKey.Passphrase(SecretValue.ofUtf8("correct horse battery staple"));
    try {
      byte[] file = format.create(NewSlot.of(passphrase, Argon2Cost.standard())).file();
      format.open(file, passphrase);
      System.out.println("OPENED beside " + ballast.length);
    } catch (HalfturnException e) {
      System.out.println(e.reason() + " beside " + ballast.length + ": " + e.getMessage());
    }
  }
}
