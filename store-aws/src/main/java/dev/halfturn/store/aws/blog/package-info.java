// SPDX-License-Identifier: Apache-2.0
/** What people have built by hand from Amazon's blog post, and how it is found. */
package dev.halfturn.store.aws.blog;
