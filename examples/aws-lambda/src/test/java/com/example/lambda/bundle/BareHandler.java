// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The least that exchanges a token: three parameters, one call. It keeps nothing, checks nothing
 * and tries nothing twice; only there to be measured against.
 */
public final class BareHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final Pattern TOKEN = Pattern.compile("\"access_token\" *: *\"([^\"]+)\"");

  private final SsmClient ssm =
      SsmClient.builder()
          .endpointOverride(URI.create(System.getenv("SSM")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String path = "/" + event.get("app");
    String id = path + "/lwa/clientidentifier";
    String credential = path + "/lwa/clientsecret";
    String authorization = path + "/refreshtoken/" + event.get("seller");
    Map<String, String> values =
        ssm
            .getParameters(ask -> ask.names(id, credential, authorization).withDecryption(true))
            .parameters()
            .stream()
            .collect(Collectors.toMap(Parameter::name, Parameter::value));
    String form =
        "grant_type=refresh_token&client_id="
            + encoded(values.get(id))
            + "&client_secret="
            + encoded(values.get(credential))
            + "&refresh_token="
            + encoded(values.get(authorization));
    try {
      HttpURLConnection call =
          (HttpURLConnection) URI.create(System.getenv("LWA")).toURL().openConnection();
      call.setDoOutput(true);
      call.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
      String answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher found = TOKEN.matcher(answer);
      return Map.of("accessToken", found.find() ? found.group(1) : "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
