// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn queue ...}. */
package dev.halfturn.cli.verb.queue;
