// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A network that is a function from request to answer, and remembers what was asked. */
final class FakeTransport implements HttpClient {

  record Answer(int status, String body, Map<String, String> headers) {
    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }
  }

  private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
  private final Function<HttpRequest, Answer> answers;

  FakeTransport(Function<HttpRequest, Answer> answers) {
    this.answers = answers;
  }

  List<HttpRequest> requests() {
    return requests;
  }

  List<String> urls() {
    return requests.stream().map(request -> request.getUrl().toString()).toList();
  }

  static String body(HttpRequest request) {
    BinaryData body = request.getBodyAsBinaryData();
    return body == null ? "" : body.toString();
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    requests.add(request);
    return new Response(request, answers.apply(request));
  }

  private static final class Response extends HttpResponse {

    private final Answer answer;

    Response(HttpRequest request, Answer answer) {
      super(request);
      this.answer = answer;
    }

    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
      HttpHeaders headers = getHeaders();
      return headers.getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
      HttpHeaders headers = new HttpHeaders();
      headers.set(HttpHeaderName.CONTENT_TYPE, "application/json");
      answer
          .headers()
          .forEach((name, value) -> headers.set(HttpHeaderName.fromString(name), value));
      return headers;
    }

    private byte[] bytes() {
      return answer.body().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Flux<ByteBuffer> getBody() {
      return Flux.just(ByteBuffer.wrap(bytes()));
    }

    @Override
    public BinaryData getBodyAsBinaryData() {
      return BinaryData.fromBytes(bytes());
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
      return Mono.just(bytes());
    }

    @Override
    public Mono<String> getBodyAsString() {
      return Mono.just(answer.body());
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
      return Mono.just(answer.body());
    }
  }
}
