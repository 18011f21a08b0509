// SPDX-License-Identifier: Apache-2.0
/** What tests put in the place of AWS: never part of a program. */
package dev.halfturn.testbed.aws;
