// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secret of one application in the shape of <a
 * href="https://github.com/amzn/selling-partner-api-samples/tree/main/use-cases/lwa-rotation">Amazon's
 * own rotation sample</a>: {@code {"AppClientId":"...","AppClientSecret":"..."}}. Whatever else
 * lies in it is kept, and nothing is added: the sample's readers refuse members they do not know.
 */
final class AppCredentials {

  /** A member that is an entry. */
  enum Member {
    CLIENT_ID("AppClientId", "lwa/clientidentifier"),
    CLIENT_SECRET("AppClientSecret", "lwa/clientsecret");

    private final String key;
    private final String entry;

    Member(String key, String entry) {
      this.key = key;
      this.entry = entry;
    }

    /** The entry below its application. */
    String entry() {
      return entry;
    }
  }

  private final String secret;
  private final Map<String, Object> members;

  private AppCredentials(String secret, Map<String, Object> members) {
    this.secret = secret;
    this.members = members;
  }

  static AppCredentials none(String secret) {
    return new AppCredentials(secret, new LinkedHashMap<>());
  }

  /**
   * Reads what a secret holds.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if that has another shape
   */
  static AppCredentials read(String secret, SecretValue content) {
    try {
      return new AppCredentials(secret, JSON.std.mapFrom(content.revealUtf8()));
    } catch (IOException | HalfturnException e) {
      throw otherShape(secret);
    }
  }

  Optional<SecretValue> get(Member member) {
    Object value = members.get(member.key);
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(SecretValue.ofUtf8(text));
    }
    throw otherShape(secret);
  }

  /**
   * The same with another member.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the value is not text
   */
  AppCredentials with(Member member, SecretValue value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(member.key, value.revealUtf8());
    return new AppCredentials(secret, changed);
  }

  AppCredentials without(Member member) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.remove(member.key);
    return new AppCredentials(secret, changed);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  SecretValue content() {
    try {
      return SecretValue.ofUtf8(JSON.std.asString(members));
    } catch (IOException e) {
      throw new AssertionError("what was read as JSON can be written as JSON", e);
    }
  }

  private static HalfturnException otherShape(String secret) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                "secret '" + secret + "' does not have the shape of Amazon's rotation sample")
            .withHint("it must hold {\"AppClientId\":\"...\",\"AppClientSecret\":\"...\"}"));
  }
}
