// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The personal data that one restricted data token shows. Two of them with the same resources, in
 * any order, are the same to a cache.
 *
 * @param resources 1 to {@value #MAX_RESOURCES}
 * @param targetApplication the application id of a delegate that is to use the token, such as
 *     {@code amzn1.sp.solution....}; empty for the application that asks
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/tokens-api-use-case-guide">the Tokens
 *     API</a>
 */
public record RestrictedData(
    List<RestrictedResource> resources, Optional<String> targetApplication) {

  /** Most resources of one token. */
  public static final int MAX_RESOURCES = 50;

  private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there are too many resources or
   *     none, or the application id is none
   */
  public RestrictedData {
    resources = List.copyOf(resources);
    Objects.requireNonNull(targetApplication);
    if (resources.isEmpty() || resources.size() > MAX_RESOURCES) {
      throw invalid("a restricted data token is for 1 to " + MAX_RESOURCES + " resources");
    }
    if (!targetApplication.map(id -> APPLICATION.matcher(id).matches()).orElse(true)) {
      throw invalid("the application to delegate to is named by its application id");
    }
  }

  /** For the application that asks. */
  public static RestrictedData of(RestrictedResource... resources) {
    return new RestrictedData(List.of(resources), Optional.empty());
  }

  /** The same for the same data: short, since there may be many. */
  String key() {
    String all =
        resources.stream()
                .map(one -> one.method() + " " + one.path() + " " + one.dataElements())
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n"))
            + "\n"
            + targetApplication.orElse("");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static HalfturnException invalid(String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "RESTRICTED_DATA_INVALID", message)
            .withHint("see Amazon's guide to the Tokens API"));
  }
}
