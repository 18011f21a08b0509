// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which link of the chain of credentials answered, or why none did. */
final class CredentialLink {

  /** By the letter with which the SDK counts them, of which the first is the link of the chain. */
  private static final Map<Character, String> LINKS =
      Map.ofEntries(
          Map.entry('f', "Java system properties"),
          Map.entry('g', "environment: AWS_ACCESS_KEY_ID"),
          Map.entry('h', "web identity: AWS_WEB_IDENTITY_TOKEN_FILE"),
          Map.entry('n', "profile in ~/.aws"),
          Map.entry('o', "profile in ~/.aws, with a source profile"),
          Map.entry('p', "profile in ~/.aws, with a credential source"),
          Map.entry('q', "profile in ~/.aws, with a web identity"),
          Map.entry('r', "single sign-on: profile in ~/.aws"),
          Map.entry('s', "single sign-on"),
          Map.entry('t', "single sign-on: profile in ~/.aws"),
          Map.entry('u', "single sign-on"),
          Map.entry('v', "profile in ~/.aws, by credential_process"),
          Map.entry('w', "credential_process"),
          Map.entry('z', "container: AWS_CONTAINER_CREDENTIALS_*"),
          Map.entry('0', "instance: the role of this machine"));

  private static final Pattern MISSING_MODULE =
      Pattern.compile("'(sts|sso|ssooidc)' service module must be on the class path");

  private CredentialLink() {}

  /**
   * How the link is called.
   *
   * @param providerName as the SDK gives it
   */
  static String of(Optional<String> providerName) {
    return providerName
        .filter(name -> !name.isEmpty())
        .map(name -> LINKS.get(name.charAt(0)))
        .orElse("the surroundings");
  }

  /**
   * The module of the SDK that the surroundings ask for and that is not there.
   *
   * @param failure the text of the whole chain's failure
   */
  static Optional<String> missingModule(String failure) {
    Matcher matcher = MISSING_MODULE.matcher(failure);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
