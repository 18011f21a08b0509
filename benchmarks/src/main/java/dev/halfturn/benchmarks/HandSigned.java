// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least a program on the JVM has to do for a secret of the Parameter Store: one request, signed
 * by hand. No credentials but those given, no second try, no error anybody could read.
 */
final class HandSigned {

  private static final String BODY =
      "{\"Name\":\"/" + FirstSecret.NAME + "\",\"WithDecryption\":true}";
  private static final String REGION = "eu-central-1";

  private HandSigned() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    URI endpoint = URI.create(args[0]);
    HttpURLConnection call = (HttpURLConnection) endpoint.resolve("/").toURL().openConnection();
    String time =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    call.setDoOutput(true);
    call.setRequestProperty("content-type", "application/x-amz-json-1.1");
    call.setRequestProperty("x-amz-date", time);
    call.setRequestProperty("x-amz-target", "AmazonSSM.GetParameter");
    call.setRequestProperty("authorization", authorization(endpoint.getAuthority(), time));
    try (OutputStream out = call.getOutputStream()) {
      out.write(BODY.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = call.getInputStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String before = "\"Value\":\"";
      int start = answer.indexOf(before) + before.length();
      FirstSecret.check(answer.substring(start, answer.indexOf('"', start)));
    }
  }

  private static String authorization(String host, String time) throws GeneralSecurityException {
    String date = time.substring(0, 8);
    String scope = date + "/" + REGION + "/ssm/aws4_request";
    String headers = "content-type;host;x-amz-date;x-amz-target";
    String canonical =
        String.join(
            "\n",
            "POST",
            "/",
            "",
            "content-type:application/x-amz-json-1.1",
            "host:" + host,
            "x-amz-date:" + time,
            "x-amz-target:AmazonSSM.GetParameter",
            "",
            headers,
            hash(BODY));
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hash(canonical));
    byte[] key = "AWS4example".getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {date, REGION, "ssm", "aws4_request"}) {
      key = hmac(key, part);
    }
    return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"
        + scope
        + ", SignedHeaders="
        + headers
        + ", Signature="
        + HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
