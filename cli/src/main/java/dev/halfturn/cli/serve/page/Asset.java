// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that comes with the page and is the same for everybody. */
public enum Asset {
  STYLE("style.css", "text/css; charset=utf-8"),
  ICON("icon.svg", "image/svg+xml");

  private final String file;
  private final String type;

  Asset(String file, String type) {
    this.file = file;
    this.type = type;
  }

  /** Where the page asks for it. */
  public String path() {
    return "/" + file;
  }

  /** Its media type. */
  public String type() {
    return type;
  }

  /** All of it. */
  public String content() {
    try (InputStream in = Asset.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
