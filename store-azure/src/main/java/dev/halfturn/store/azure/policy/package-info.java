// SPDX-License-Identifier: Apache-2.0
/** Which rights at Azure suffice. */
package dev.halfturn.store.azure.policy;
