// SPDX-License-Identifier: Apache-2.0
/**
 * Calls to the Selling Partner API by OkHttp, or by whatever is built on it, such as Amazon's own
 * SDK: {@link dev.halfturn.okhttp.SpApiInterceptor}.
 *
 * <pre>{@code
 * import okhttp3.OkHttpClient;
 * TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us");
 * OkHttpClient http = SpApiInterceptor.of(tokens, "erp").addTo(new OkHttpClient.Builder()).build();
 * }</pre>
 */
package dev.halfturn.okhttp;
