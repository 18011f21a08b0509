// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn notify ...}. */
package dev.halfturn.cli.verb.notify;
