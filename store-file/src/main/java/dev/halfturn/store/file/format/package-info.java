// SPDX-License-Identifier: Apache-2.0
/**
 * The encrypted store file, version 1, as pure functions over byte arrays: {@link
 * dev.halfturn.store.file.format.StoreFileFormat} opens and seals, {@link
 * dev.halfturn.store.file.format.Entries} is what is inside. No file is read or written here.
 */
package dev.halfturn.store.file.format;
