// SPDX-License-Identifier: Apache-2.0
/** The demonstration: the whole story on a simulated Amazon and a real encrypted file. */
package dev.halfturn.cli.demo;
