// SPDX-License-Identifier: Apache-2.0
/**
 * The Selling Partner API as far as the health of a credential shows there: one cheap call ({@link
 * dev.halfturn.spapi.SpApiProbe}) and the meaning of its refusals ({@link
 * dev.halfturn.spapi.SpApiErrors}).
 */
package dev.halfturn.spapi;
