// SPDX-License-Identifier: Apache-2.0
/** Secrets in any store: one portable type, and the names of the entries an application has. */
package dev.halfturn.secrets;
