// SPDX-License-Identifier: Apache-2.0
/** How AWS is reached: credentials, region, endpoint, retries, and what its refusals mean. */
package dev.halfturn.store.aws.call;
