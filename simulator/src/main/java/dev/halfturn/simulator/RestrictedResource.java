// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An operation that a restricted data token is good for.
 *
 * @param path in which a segment in braces stands for any
 */
record RestrictedResource(String method, String path) {

  private static final int MOST = 50;
  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE");
  private static final Set<String> ELEMENTS =
      Set.of("buyerInfo", "shippingAddress", "buyerTaxInformation");
  private static final Pattern PATH = Pattern.compile("/[^?#\\s]+");
  private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z]+}");

  /**
   * Reads the body of a request for a token.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static List<RestrictedResource> read(String body) {
    JsonInput input = JsonInput.read(body);
    input.text("targetApplication");
    List<RestrictedResource> resources = new ArrayList<>();
    for (JsonInput one : input.objects("restrictedResources")) {
      resources.add(new RestrictedResource(one.requiredText("method"), one.requiredText("path")));
      for (Object element :
          one.any("dataElements").map(RestrictedResource::list).orElse(List.of())) {
        require(element instanceof String name && ELEMENTS.contains(name), "dataElements");
      }
      one.end();
    }
    input.end();
    require(!resources.isEmpty() && resources.size() <= MOST, "restrictedResources");
    return resources;
  }

  RestrictedResource {
    require(METHODS.contains(method), "method");
    require(PATH.matcher(path).matches(), "path");
  }

  boolean allows(String otherMethod, String otherPath) {
    String[] wanted = path.split("/", -1);
    String[] given = otherPath.split("/", -1);
    boolean same = method.equals(otherMethod) && wanted.length == given.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = PARAMETER.matcher(wanted[i]).matches() || wanted[i].equals(given[i]);
    }
    return same;
  }

  private static List<?> list(Object value) {
    require(value instanceof List<?>, "dataElements");
    return (List<?>) value;
  }

  private static void require(boolean condition, String member) {
    if (!condition) {
      throw new IllegalArgumentException(member + " is not as documented");
    }
  }
}
