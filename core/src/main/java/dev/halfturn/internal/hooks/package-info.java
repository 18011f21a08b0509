// SPDX-License-Identifier: Apache-2.0
/** Programs of the operator's that are run around a rotation. */
package dev.halfturn.internal.hooks;
