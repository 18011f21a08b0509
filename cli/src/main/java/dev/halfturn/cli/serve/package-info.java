// SPDX-License-Identifier: Apache-2.0
/** The daemon: its life, what it knows, whom it tells that it lives. */
package dev.halfturn.cli.serve;
