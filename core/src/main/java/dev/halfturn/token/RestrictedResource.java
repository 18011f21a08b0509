// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One operation of the Selling Partner API that shows personal data.
 *
 * @param method {@code GET}, {@code PUT}, {@code POST} or {@code DELETE}
 * @param path as in {@code /orders/v0/orders/{orderId}/address}, which stands for every order, or
 *     of one order; without host and query
 * @param dataElements what is to be shown, where the operation lets one choose; else none
 */
public record RestrictedResource(String method, String path, Set<String> dataElements) {

  /** Who bought. */
  public static final String BUYER_INFO = "buyerInfo";

  /** Where to. */
  public static final String SHIPPING_ADDRESS = "shippingAddress";

  /** With which tax number. */
  public static final String BUYER_TAX_INFORMATION = "buyerTaxInformation";

  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE");
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#\\\\\"]]{1,1000}");
  // three are documented; Amazon adds some now and then, and refuses what it does not know
  private static final Pattern ELEMENT = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if one of them cannot be sent
   */
  public RestrictedResource {
    if (!METHODS.contains(method)) {
      throw invalid("the method of a restricted resource is one of GET, PUT, POST, DELETE");
    }
    if (!PATH.matcher(path).matches()) {
      throw invalid("the path of a restricted resource begins with '/' and has no host or query");
    }
    SortedSet<String> sorted = new TreeSet<>(dataElements);
    if (!sorted.stream().allMatch(element -> ELEMENT.matcher(element).matches())) {
      throw invalid("a data element is a name such as " + BUYER_INFO);
    }
    dataElements = Collections.unmodifiableSortedSet(sorted);
  }

  /** To be read. */
  public static RestrictedResource get(String path, String... dataElements) {
    return new RestrictedResource("GET", path, new TreeSet<>(List.of(dataElements)));
  }

  private static HalfturnException invalid(String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "RESTRICTED_DATA_INVALID", message)
            .withHint("see Amazon's guide to the Tokens API"));
  }
}
