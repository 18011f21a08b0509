// SPDX-License-Identifier: Apache-2.0
/**
 * A store that is one locally encrypted file: {@link dev.halfturn.store.file.FileSecretStore} for
 * its user, {@link dev.halfturn.store.file.FileStoreMaintenance} for its owner. What the bytes mean
 * is {@code .format}, how they get to the disk is {@code .io}, where the key is {@code .key}.
 */
package dev.halfturn.store.file;
