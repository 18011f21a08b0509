// SPDX-License-Identifier: Apache-2.0
/** What is right and what is wrong with a vault and whoever works with it. */
package dev.halfturn.store.azure.doctor;
