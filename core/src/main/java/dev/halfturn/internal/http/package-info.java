// SPDX-License-Identifier: Apache-2.0
/** One blocking HTTP call, bounded in time and size, that goes nowhere but where it was sent. */
package dev.halfturn.internal.http;
