// SPDX-License-Identifier: Apache-2.0
/**
 * Where Amazon is: the token endpoint and the Selling Partner API of each region. A package of its
 * own because both {@code token} and {@code spapi} stand on it.
 */
package dev.halfturn.endpoint;
