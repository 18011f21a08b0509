// SPDX-License-Identifier: Apache-2.0
/** How results look: JSON, tables, signs. */
package dev.halfturn.cli.output;
