// SPDX-License-Identifier: Apache-2.0
/** How applications stand: as text, as JSON, read from the store. */
package dev.halfturn.cli.status;
