// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class SsmContractTest extends SsmContract {

  private final FakeAws aws = new FakeAws().with("ssm", new FakeSsm(clock()));

  @Override
  URI endpoint() {
    return aws.endpoint();
  }

  @AfterEach
  void stop() {
    aws.close();
  }
}
