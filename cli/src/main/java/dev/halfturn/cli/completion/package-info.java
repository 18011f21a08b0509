// SPDX-License-Identifier: Apache-2.0
/** Scripts by which shells complete the command, made from the verbs themselves. */
package dev.halfturn.cli.completion;
