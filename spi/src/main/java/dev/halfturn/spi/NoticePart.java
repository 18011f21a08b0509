// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A piece of a {@link Notice}, so that each notifier can set it off in its own way.
 *
 * @param form what kind of piece
 * @param label what stands in front of a {@link Form#FACT}, {@link Form#LINK} or the first of
 *     several steps; otherwise empty. One line of at most {@value #MAX_LABEL} characters
 * @param text lines separated by {@code \n}, one line for a command or a link; no other control
 *     characters, no overrides of the text's direction, no halves of characters
 */
public record NoticePart(Form form, String label, String text) {

  /** Kinds of pieces. */
  public enum Form {
    /** Something to know, with its label. */
    FACT,
    /** Something to do. Steps that follow each other are numbered, commands between them not. */
    STEP,
    /** What to type at a command line. */
    COMMAND,
    /** Where to read more, an https address. */
    LINK,
    /** Plain text. */
    TEXT
  }

  /** Longest label, in characters. */
  public static final int MAX_LABEL = 24;

  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}&&[^\\n]]");

  public NoticePart {
    Objects.requireNonNull(form);
    Notice.require(
        !FORBIDDEN.matcher(text).find(), "a notice holds no control characters but line feeds");
    Notice.require(
        label.length() <= MAX_LABEL && isOneLine(label) && !FORBIDDEN.matcher(label).find(),
        "a label is one short line");
    Notice.require(
        isOneLine(text) || (form != Form.COMMAND && form != Form.LINK),
        "a command and a link are one line");
  }

  /** Something to know. */
  public static NoticePart fact(String label, String text) {
    return new NoticePart(Form.FACT, label, text);
  }

  /** Something to do. */
  public static NoticePart step(String label, String text) {
    return new NoticePart(Form.STEP, label, text);
  }

  /** What to type. */
  public static NoticePart command(String text) {
    return new NoticePart(Form.COMMAND, "", text);
  }

  /** Where to read more. */
  public static NoticePart link(String label, String address) {
    return new NoticePart(Form.LINK, label, address);
  }

  /** Plain text. */
  public static NoticePart text(String text) {
    return new NoticePart(Form.TEXT, "", text);
  }

  private static boolean isOneLine(String text) {
    return text.indexOf('\n') < 0;
  }
}
