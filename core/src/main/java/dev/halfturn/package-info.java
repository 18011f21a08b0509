// SPDX-License-Identifier: Apache-2.0
/** The way in: {@link dev.halfturn.Halfturn} opens what the settings say and puts it together. */
package dev.halfturn;
