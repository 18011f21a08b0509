// SPDX-License-Identifier: Apache-2.0
/** What every verb stands on: its flags, one run of the command, exit codes, how failures look. */
package dev.halfturn.cli.command;
