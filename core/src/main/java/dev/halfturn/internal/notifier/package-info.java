// SPDX-License-Identifier: Apache-2.0
/** The notifier that is built in: {@code log}. */
package dev.halfturn.internal.notifier;
