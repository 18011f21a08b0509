// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/**
 * In the Parameter Store, played in this JVM, which survives; a tenth of the kills of a file, since
 * a process takes longer to get ready.
 */
class SsmRotationKillTest extends RotationKills {

  private final FakeAws aws = new FakeAws().with("ssm", new FakeSsm(InstantSource.system()));

  @AfterEach
  void stopAws() {
    aws.close();
  }

  @Override
  int kills() {
    return Integer.getInteger("halfturn.kills", 200) / 10;
  }

  @Override
  Map<String, String> store() {
    return Map.of(
        "store", "aws-ssm",
        "store.aws-ssm.region", "eu-central-1",
        "store.aws-ssm.endpoint", aws.endpoint().toString(),
        "store.aws-ssm.access-key-id-file", file("id", "AKIDEXAMPLE").toString(),
        "store.aws-ssm.secret-access-key-file", file("key", "example").toString());
  }

  private Path file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
