// SPDX-License-Identifier: Apache-2.0
/** The only place that knows the JSON library. */
package dev.halfturn.internal.json;
