// SPDX-License-Identifier: Apache-2.0
/** Files: the operations used, who may touch them, the lock, and the safe replacement of one. */
package dev.halfturn.store.file.io;
