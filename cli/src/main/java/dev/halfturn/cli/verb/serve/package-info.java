// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn serve}: the daemon put together. */
package dev.halfturn.cli.verb.serve;
