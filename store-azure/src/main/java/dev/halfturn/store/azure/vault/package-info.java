// SPDX-License-Identifier: Apache-2.0
/** Which vault is meant, and what its secrets are called. */
package dev.halfturn.store.azure.vault;
