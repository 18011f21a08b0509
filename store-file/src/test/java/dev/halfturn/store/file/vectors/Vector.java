// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One test vector: a file, the key to try, and what must come of it.
 *
 * @param name of the file it is kept in, without its ending
 * @param comment what is special about it
 * @param expect {@code OK}, or the reason it must be refused with
 * @param secret the key to try
 * @param opened what is to be found, if it is to be opened
 * @param fileHex the store file
 */
record Vector(
    String name,
    String comment,
    String expect,
    Secret secret,
    Optional<Opened> opened,
    String fileHex) {

  static final String OK = "OK";

  /**
   * What opening must show.
   *
   * @param slot the slot that the key fits, counted from 0
   * @param json the content
   */
  record Opened(int slot, String json) {}

  private static final int HEX_DIGITS_A_LINE = 64;

  @Override
  public String toString() {
    return name;
  }

  byte[] file() {
    return HexFormat.of().parseHex(fileHex);
  }

  String toText() {
    Stream<String> fields = Stream.of("comment: " + comment, "expect: " + expect, secret.toLine());
    Stream<String> hexLines =
        IntStream.range(0, (fileHex.length() + HEX_DIGITS_A_LINE - 1) / HEX_DIGITS_A_LINE)
            .map(line -> line * HEX_DIGITS_A_LINE)
            .mapToObj(
                start ->
                    fileHex.substring(
                        start, Math.min(start + HEX_DIGITS_A_LINE, fileHex.length())));
    return Stream.of(
            fields,
            opened.stream().flatMap(o -> Stream.of("slot: " + o.slot(), "json: " + o.json())),
            Stream.of("file:"),
            hexLines)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static Vector parse(String name, String text) {
    int fileAt = text.indexOf("\nfile:\n");
    String head = text.substring(0, fileAt);
    return new Vector(
        name,
        field(head, "comment").orElseThrow(),
        field(head, "expect").orElseThrow(),
        Secret.parse(head),
        field(head, "json")
            .map(json -> new Opened(Integer.parseInt(field(head, "slot").orElseThrow()), json)),
        text.substring(fileAt + "\nfile:\n".length()).replace("\n", ""));
  }

  static Optional<String> field(String head, String key) {
    return head.lines()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst();
  }
}
