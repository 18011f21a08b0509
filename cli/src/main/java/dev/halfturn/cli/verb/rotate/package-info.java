// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn rotate}: by one person, or by two of whom one may press the button. */
package dev.halfturn.cli.verb.rotate;
