// SPDX-License-Identifier: Apache-2.0
/** What is right and what is wrong with an AWS account, as far as Halfturn needs it. Reads only. */
package dev.halfturn.store.aws.doctor;
