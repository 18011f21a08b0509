// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail address, with a name to show or without.
 *
 * @param name what is shown, any letters; may be empty
 * @param address ASCII, as {@link Notice#isAddress} wants it
 */
record MailAddress(String name, String address) {

  private static final Pattern NAMED = Pattern.compile("\\s*(.+?)\\s*<([^<>]*)>\\s*");
  private static final String EXPECTED =
      "must be a mail address such as ops@example.com or Operations <ops@example.com>";

  MailAddress {
    HeaderText.checked(name);
    if (!Notice.isAddress(address)) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads {@code ops@example.com} or {@code Operations <ops@example.com>}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static MailAddress parse(String text) {
    Matcher named = NAMED.matcher(text);
    if (!named.matches()) {
      return new MailAddress("", text.strip());
    }
    String name = named.group(1);
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return new MailAddress(quoted ? name.substring(1, name.length() - 1) : name, named.group(2));
  }

  /** Reads one or more, separated by commas. */
  static List<MailAddress> parseList(String text) {
    return Arrays.stream(text.split(",", -1)).map(MailAddress::parse).toList();
  }

  String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** Whether mail to both goes to the same place. */
  boolean isSamePlaceAs(MailAddress other) {
    return address.toLowerCase(Locale.ROOT).equals(other.address.toLowerCase(Locale.ROOT));
  }

  InternetAddress toInternetAddress() {
    try {
      InternetAddress result = new InternetAddress(address, true);
      if (!name.isEmpty()) {
        result.setPersonal(name, StandardCharsets.UTF_8.name());
      }
      return result;
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }
}
