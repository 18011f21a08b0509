// SPDX-License-Identifier: Apache-2.0
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class VerifySignature {
  static final long TOLERANCE_SECONDS = 300;

  static boolean isGenuine(String header, byte[] body, byte[] key, long now) throws Exception {
    Matcher parts = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})").matcher(header);
    if (!parts.matches() || Math.abs(now - Long.parseLong(parts.group(1))) > TOLERANCE_SECONDS) {
      return false;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((parts.group(1) + ".").getBytes(StandardCharsets.US_ASCII));
    byte[] expected = mac.doFinal(body);
    return MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts.group(2)));
  }

  public static void main(String[] args) throws Exception {
    byte[] key = System.getenv("WEBHOOK_KEY").getBytes(StandardCharsets.UTF_8);
    long now = Long.parseLong(args[1]);
    System.exit(isGenuine(args[0], System.in.readAllBytes(), key, now) ? 0 : 1);
  }
}
