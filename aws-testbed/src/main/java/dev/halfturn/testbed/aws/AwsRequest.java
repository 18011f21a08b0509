// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as it arrived.
 *
 * @param method such as {@code POST}
 * @param path with what follows a question mark
 * @param headers by name in lower case
 * @param body as text
 */
public record AwsRequest(String method, String path, Map<String, String> headers, String body) {

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,\\s]+)");

  /** The name by which the caller signed for the service: {@code ssm}, {@code events} ... */
  public String service() {
    return scope(3);
  }

  /** For which region it is signed. */
  public String region() {
    return scope(2);
  }

  /** Which key signed it. */
  public String accessKey() {
    return scope(1);
  }

  /** A signature over a header that did not arrive cannot be right. */
  void requireWhatIsSigned() {
    Matcher matcher = SIGNED.matcher(headers.getOrDefault("authorization", ""));
    if (matcher.find()) {
      for (String header : matcher.group(1).split(";", -1)) {
        if (!headers.containsKey(header)) {
          throw new AwsError(403, "SignatureDoesNotMatch", "no header " + header);
        }
      }
    }
  }

  private String scope(int part) {
    Matcher matcher = SCOPE.matcher(headers.getOrDefault("authorization", ""));
    return matcher.find() ? matcher.group(part) : "";
  }

  /** What is to be done: the end of {@code X-Amz-Target}, or the form's {@code Action}. */
  public String operation() {
    String target = headers.get("x-amz-target");
    return target != null
        ? target.substring(target.indexOf('.') + 1)
        : form().getOrDefault("Action", "");
  }

  /** Which try of one call this is, as the SDK counts; 1 if it does not say. */
  public int attempt() {
    Matcher matcher =
        Pattern.compile("attempt=(\\d+)").matcher(headers.getOrDefault("amz-sdk-request", ""));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
  }

  /** The body as JSON; empty if there is none. */
  public Map<String, Object> json() {
    if (body.isEmpty()) {
      return Map.of();
    }
    try {
      return JSON.std.mapFrom(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body as a form. */
  public Map<String, String> form() {
    Map<String, String> form = new TreeMap<>();
    if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
      for (String pair : body.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
