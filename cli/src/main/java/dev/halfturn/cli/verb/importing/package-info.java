// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn import}: credentials that lie elsewhere are found, shown, stored, taken away. */
package dev.halfturn.cli.verb.importing;
