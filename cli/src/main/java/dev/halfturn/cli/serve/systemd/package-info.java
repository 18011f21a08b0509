// SPDX-License-Identifier: Apache-2.0
/** What a service manager is told. */
package dev.halfturn.cli.serve.systemd;
