// SPDX-License-Identifier: Apache-2.0
/** Manual pages, made from the verbs themselves. */
package dev.halfturn.cli.man;
