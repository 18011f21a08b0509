// SPDX-License-Identifier: Apache-2.0
/** Secrets in one locally encrypted file, as a plug-in of Halfturn. */
module dev.halfturn.store.file {
  requires dev.halfturn.spi;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  provides dev.halfturn.spi.SecretStoreFactory with
      dev.halfturn.store.file.FileSecretStoreFactory;
}
