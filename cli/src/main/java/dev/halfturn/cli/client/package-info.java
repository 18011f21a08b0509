// SPDX-License-Identifier: Apache-2.0
/** Other clients of the Selling Partner API: what they call the credentials they use. */
package dev.halfturn.cli.client;
