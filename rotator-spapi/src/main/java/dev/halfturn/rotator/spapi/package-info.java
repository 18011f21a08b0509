// SPDX-License-Identifier: Apache-2.0
/**
 * The issuer {@code spapi}: asks Amazon's Application Management API for a new client secret and
 * takes it from a queue of Amazon SQS.
 */
package dev.halfturn.rotator.spapi;
