// SPDX-License-Identifier: Apache-2.0
/** Key Vault and what lies around it, played for tests. */
package dev.halfturn.testbed.azure;
