// SPDX-License-Identifier: Apache-2.0
/** What only the whole build can show: one class for each subject. */
package dev.halfturn.checks;
