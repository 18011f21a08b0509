// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.regex.Pattern;

/**
 * The name of an entry in a store, for example {@code erp/lwa/clientsecret}.
 *
 * <p>Segments match {@code [a-z0-9]+(-[a-z0-9]+)*} and are joined by {@code /}; the whole is at
 * most {@value #MAX_LENGTH} characters. This is what every store can hold: no case, no dots, and
 * since a segment never contains {@code --}, a flat store may join segments with {@code --} and two
 * names never collide. A name may be a leaf and a prefix at once ({@code a/b} beside {@code
 * a/b/c}).
 *
 * @param value the name as text
 */
public record SecretName(String value) implements Comparable<SecretName> {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 120;

  /** What people type for a name; anything else may be a secret in the wrong place. */
  private static final Pattern QUOTED = Pattern.compile("[A-Za-z0-9 ._/-]{1,40}");

  private static final String SEGMENT = "[a-z0-9]+(?:-[a-z0-9]+)*";
  private static final Pattern LEGAL = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the name is not legal
   */
  public SecretName {
    if (value.length() > MAX_LENGTH || !LEGAL.matcher(value).matches()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "not a legal entry name: " + quoted(value))
              .withHint(
                  "use lower-case letters, digits and single hyphens in segments joined by '/', at"
                      + " most "
                      + MAX_LENGTH
                      + " characters"));
    }
  }

  private static String quoted(String value) {
    return QUOTED.matcher(value).matches()
        ? "'" + value + "'"
        : value.length() + " characters that are not shown";
  }

  /** The same as the constructor, for static import. */
  public static SecretName of(String value) {
    return new SecretName(value);
  }

  /** This name followed by more segments. */
  public SecretName child(String segments) {
    return new SecretName(value + "/" + segments);
  }

  /**
   * Whether this name is {@code prefix} or lies below it. The empty prefix contains every name;
   * {@code erp} contains {@code erp} and {@code erp/x}, not {@code erp-jp}.
   */
  public boolean isWithin(String prefix) {
    return prefix.isEmpty()
        || (value.startsWith(prefix)
            && (value.length() == prefix.length() || value.charAt(prefix.length()) == '/'));
  }

  /** By the characters of {@link #value()}. */
  @Override
  public int compareTo(SecretName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
