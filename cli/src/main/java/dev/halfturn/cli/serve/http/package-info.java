// SPDX-License-Identifier: Apache-2.0
/** The read-only port of the daemon, and who may ask it. */
package dev.halfturn.cli.serve.http;
