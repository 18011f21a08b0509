// SPDX-License-Identifier: Apache-2.0
/** Secrets as parameters of AWS Systems Manager. */
package dev.halfturn.store.aws.ssm;
