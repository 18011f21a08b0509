// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is uploaded. */
class BundleTest {

  private static final long LARGEST = 13 << 20;

  @Test
  void holdsJarsInTheFolderThatLambdaLooksInto() throws IOException {
    assertThat(names())
        .allMatch(name -> name.matches("lib/([\\w.-]+\\.jar)?"))
        .anyMatch(name -> name.startsWith("lib/halfturn-lambda-"))
        .anyMatch(name -> name.startsWith("lib/halfturn-core-"))
        .anyMatch(name -> name.startsWith("lib/halfturn-store-aws-"))
        .anyMatch(name -> name.startsWith("lib/halfturn-notifier-sns-"));
  }

  @Test
  void holdsNothingThatTheRuntimeBringsOrNobodyNeeds() throws IOException {
    assertThat(names())
        .noneMatch(name -> name.contains("aws-lambda-java"))
        .noneMatch(name -> name.matches(".*(netty|apache|testkit|testbed|simulator|junit).*"));
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(Bundle.FILE)).isLessThan(LARGEST);
  }

  private static List<String> names() throws IOException {
    try (ZipFile zip = new ZipFile(Bundle.FILE.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
