// SPDX-License-Identifier: Apache-2.0
/** Secrets in AWS Secrets Manager. */
package dev.halfturn.store.aws.secretsmanager;
