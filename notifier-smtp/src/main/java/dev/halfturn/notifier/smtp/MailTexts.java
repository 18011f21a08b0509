// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a mail says, as plain text and as HTML, by templates. */
final class MailTexts {

  private static final String ENDING = ".mustache";
  private static final List<String> LANGUAGES = List.of("en", "de");
  private static final int LARGEST = 256 << 10;

  private final Map<String, MailTemplate> plain;
  private final Map<String, MailTemplate> html;

  private MailTexts(Map<String, MailTemplate> plain, Map<String, MailTemplate> html) {
    this.plain = plain;
    this.html = html;
  }

  /**
   * Reads and tries all templates.
   *
   * @param directory where files {@code text.mustache} and {@code html.mustache}, or the same with
   *     {@code _de} or {@code _en}, replace the built-in ones
   * @throws HalfturnException if one of them is broken, or would not be used
   */
  static MailTexts of(Optional<Path> directory) {
    directory.ifPresent(MailTexts::checkNames);
    return new MailTexts(
        templates(directory, "text", MailModel::plain),
        templates(directory, "html", MailModel::html));
  }

  String plain(Notice notice, Instant now) {
    return plain.get(Words.of(notice.language()).code()).fill(MailModel.plain(notice, now));
  }

  String html(Notice notice, Instant now) {
    return html.get(Words.of(notice.language()).code()).fill(MailModel.html(notice, now));
  }

  private static Map<String, MailTemplate> templates(
      Optional<Path> directory,
      String kind,
      BiFunction<Notice, Instant, Map<String, Object>> model) {
    List<Map<String, Object>> samples =
        SampleNotices.all().stream().map(notice -> model.apply(notice, SampleNotices.NOW)).toList();
    Map<String, MailTemplate> byLanguage = new HashMap<>();
    for (String language : LANGUAGES) {
      Optional<Path> own =
          directory.flatMap(
              where ->
                  Stream.of(kind + "_" + language + ENDING, kind + ENDING)
                      .map(where::resolve)
                      .filter(Files::exists)
                      .findFirst());
      byLanguage.put(
          language,
          MailTemplate.of(
              own.map(Path::toString).orElse(kind + ENDING),
              own.map(MailTexts::read).orElseGet(() -> builtIn(kind)),
              samples));
    }
    return Map.copyOf(byLanguage);
  }

  private static String builtIn(String kind) {
    try (InputStream in = MailTexts.class.getResourceAsStream(kind + ENDING)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) <= LARGEST) {
        return Files.readString(file);
      }
    } catch (IOException e) {
      // said below
    }
    throw SmtpProblems.invalid(
        "template '" + file + "' cannot be read",
        "it has to be a file of at most 256 KiB in UTF-8 that this user may read");
  }

  /** A file whose name is mistyped would never be missed. */
  private static void checkNames(Path directory) {
    Set<String> known = new TreeSet<>();
    for (String kind : List.of("html", "text")) {
      known.add(kind + ENDING);
      LANGUAGES.forEach(language -> known.add(kind + "_" + language + ENDING));
    }
    Set<String> found = names(directory);
    if (found.isEmpty()) {
      throw SmtpProblems.invalid(
          "there is no template in '" + directory + "'",
          "put text.mustache or html.mustache there, or leave out 'templates'");
    }
    found.removeAll(known);
    if (!found.isEmpty()) {
      throw SmtpProblems.invalid(
          "in '" + directory + "' would not be used: " + String.join(", ", found),
          "templates are " + String.join(", ", known));
    }
  }

  private static Set<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw SmtpProblems.invalid(
          "the directory of templates '" + directory + "' cannot be read",
          "check 'templates' and the rights of this user");
    }
  }
}
