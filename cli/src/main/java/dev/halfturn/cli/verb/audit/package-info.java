// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn audit ...}. */
package dev.halfturn.cli.verb.audit;
