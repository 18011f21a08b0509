// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets in any store: one portable type, and the names of the entries an application has.
 *
 * <pre>{@code
 * for (String app : halfturn.applications().names()) {
 *   SecretName name = CredentialNames.clientSecret(app);
 *   Instant since = halfturn.secrets().get(name).version().createdAt();
 * }
 * }</pre>
 */
package dev.halfturn.secrets;
