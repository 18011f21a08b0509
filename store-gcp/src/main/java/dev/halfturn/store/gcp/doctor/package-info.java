// SPDX-License-Identifier: Apache-2.0
/** What is right and what is wrong with the surroundings of a store in Secret Manager. */
package dev.halfturn.store.gcp.doctor;
