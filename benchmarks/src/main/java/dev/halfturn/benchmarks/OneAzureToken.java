// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Azure's token endpoint without a network: each answer is a token for an hour. */
final class OneAzureToken extends HttpResponse {

  private static final byte[] TOKEN =
      "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"e30\"}"
          .getBytes(StandardCharsets.UTF_8);

  private OneAzureToken(HttpRequest request) {
    super(request);
  }

  /**
   * @param latency of each answer
   * @param calls counts them
   */
  static TokenCredential credential(Duration latency, AtomicInteger calls) {
    return new ClientSecretCredentialBuilder()
        .tenantId("11111111-1111-1111-1111-111111111111")
        .clientId("22222222-2222-2222-2222-222222222222")
        .clientSecret("not-a-secret")
        .disableInstanceDiscovery()
        .httpClient(
            request -> {
              calls.incrementAndGet();
              return latency.isZero()
                  ? Mono.just(new OneAzureToken(request))
                  : Mono.delay(latency).map(tick -> new OneAzureToken(request));
            })
        .build();
  }

  /** What to ask such a credential for. */
  static TokenRequestContext scope() {
    return new TokenRequestContext().addScopes("https://vault.azure.net/.default");
  }

  @Override
  public int getStatusCode() {
    return 200;
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // the method is Azure's
  public String getHeaderValue(String name) {
    return getHeaders().getValue(HttpHeaderName.fromString(name));
  }

  @Override
  public HttpHeaders getHeaders() {
    return new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");
  }

  @Override
  public BinaryData getBodyAsBinaryData() {
    return BinaryData.fromBytes(TOKEN);
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return Flux.just(ByteBuffer.wrap(TOKEN));
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.just(TOKEN.clone());
  }

  @Override
  public Mono<String> getBodyAsString() {
    return getBodyAsString(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return Mono.just(new String(TOKEN, charset));
  }
}
