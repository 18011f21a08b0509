// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.store.aws.secretsmanager.AppCredentials.Member;
import java.util.Optional;

/**
 * Where an entry lies.
 *
 * @param secret name or ARN of the secret
 * @param member of the JSON object in it; empty if the entry is the whole secret
 */
record Place(String secret, Optional<Member> member) {}
