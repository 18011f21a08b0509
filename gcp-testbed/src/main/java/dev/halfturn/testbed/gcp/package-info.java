// SPDX-License-Identifier: Apache-2.0
/** Secret Manager and what lies around it, played for tests. */
package dev.halfturn.testbed.gcp;
