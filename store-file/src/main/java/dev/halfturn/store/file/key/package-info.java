// SPDX-License-Identifier: Apache-2.0
/** Where the key of a store comes from: a file, a credential of systemd, a person, a command. */
package dev.halfturn.store.file.key;
