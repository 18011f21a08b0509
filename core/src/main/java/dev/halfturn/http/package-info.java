// SPDX-License-Identifier: Apache-2.0
/**
 * Calls to the Selling Partner API by the JDK's own HTTP client: {@link
 * dev.halfturn.http.SpApiHttpClient}.
 *
 * <pre>{@code
 * TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us");
 * SpApiHttpClient http = SpApiHttpClient.of(HttpClient.newHttpClient(), tokens, "erp");
 * HttpRequest request = HttpRequest.newBuilder(address).build();
 * String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
 * }</pre>
 */
package dev.halfturn.http;
