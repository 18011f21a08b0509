// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that say nothing; each is good for the resource for which it was given. Thread-safe. */
final class TestTokens {

  private final Map<String, String> resources = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  String give(String resource) {
    String token = "token-of-a-test-" + number.incrementAndGet();
    resources.put(token, bare(resource));
    return token;
  }

  boolean isGood(String token, String resource) {
    return bare(resource).equals(resources.get(token));
  }

  /** A resource with a slash at its end is the same. */
  private static String bare(String resource) {
    return resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
  }
}
