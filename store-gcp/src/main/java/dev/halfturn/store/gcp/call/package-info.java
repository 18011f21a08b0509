// SPDX-License-Identifier: Apache-2.0
/** How Google Cloud is reached: credentials, project, endpoints, retries, and its refusals. */
package dev.halfturn.store.gcp.call;
