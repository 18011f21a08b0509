// SPDX-License-Identifier: Apache-2.0
/** What {@code doctor} looks at. Each topic asks its part of the world, then judges by itself. */
package dev.halfturn.cli.doctor;
