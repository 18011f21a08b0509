// SPDX-License-Identifier: Apache-2.0
/** Who did what with the secrets, and when: a log that shows whether somebody changed it. */
package dev.halfturn.audit;
