// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import java.util.regex.Pattern;

/** What a credential is for. */
public enum Role {
  CLIENT_ID("client id", "amzn1\\.application-oa2-client\\.\\S+"),
  /** A new one, or an older one of nothing but hexadecimal digits. */
  CLIENT_SECRET("client secret", "amzn1\\.oa2-cs\\.\\S+|[0-9A-Fa-f]{40,128}"),
  REFRESH_TOKEN("refresh token", "Atzr\\|\\S+");

  private final String text;
  private final Pattern shape;

  Role(String text, String shape) {
    this.text = text;
    this.shape = Pattern.compile(shape);
  }

  /** How messages call it. */
  public String text() {
    return text;
  }

  /** Whether a value looks as Amazon's do. Amazon has changed that before. */
  public boolean fits(String value) {
    return shape.matcher(value).matches();
  }
}
