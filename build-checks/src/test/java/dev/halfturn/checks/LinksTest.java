// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each link from a document to another file of the repository leads somewhere. */
class LinksTest {

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadSomewhere(Page page) {
    assertThat(broken(page)).isEmpty();
  }

  @Test
  void thereAreLinksToFilesFoldersPicturesAndHeadings() {
    List<String> links = pages().stream().flatMap(page -> page.links().stream()).toList();

    assertThat(links).hasSizeGreaterThan(300);
    assertThat(links).anyMatch(link -> link.endsWith("/")).anyMatch(link -> link.endsWith(".png"));
    assertThat(links).anyMatch(link -> link.startsWith("#") || link.contains(".md#"));
  }

  private static List<String> broken(Page page) {
    List<String> broken = new ArrayList<>();
    for (String link : page.links()) {
      Path target = page.target(link);
      int hash = link.indexOf('#');
      if (!exists(target)) {
        broken.add(link + ": there is no such file");
      } else if (hash >= 0
          && target.toString().endsWith(".md")
          && !Page.of(target).anchors().contains(link.substring(hash + 1))) {
        broken.add(link + ": there is no such heading");
      }
    }
    return broken;
  }

  /** With capitals as they are written, whatever this file system thinks of them. */
  private static boolean exists(Path file) {
    try {
      return Files.exists(file) && file.toRealPath().equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aBrokenLinkIsFound(@TempDir Path temporary) throws IOException {
    Path directory = temporary.toRealPath();
    Path file = directory.resolve("a.md");
    Files.writeString(
        file,
        """
        # A `b`: c-d?
        ## Twice
        ## Twice
        [self](#a-b-c-d), [second](#twice-1), [this
        file](a.md), [![picture](a.md)](a.md#twice), `[code](none.md)`, [away](https://example.com/a)

        ```text
        [listing](none.md)
        ```
        """);
    assertThat(broken(Page.of(file))).isEmpty();

    Files.writeString(
        directory.resolve("b.md"), "[1](none.md) [2](a.md#thrice) ![3](a.png) [4](#x)\n[5]: nil\n");
    assertThat(broken(Page.of(directory.resolve("b.md")))).hasSize(5);
  }
}
