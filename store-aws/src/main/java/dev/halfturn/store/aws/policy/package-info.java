// SPDX-License-Identifier: Apache-2.0
/** Rights that AWS is to give, as documents to review and paste. */
package dev.halfturn.store.aws.policy;
