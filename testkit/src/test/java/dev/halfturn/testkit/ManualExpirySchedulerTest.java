// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;

class ManualExpirySchedulerTest extends ExpirySchedulerContract {

  @Override
  protected ExpiryScheduler open(PluginContext context) {
    return new ManualExpiryScheduler(context.clock());
  }

  @Override
  protected void drive(ExpiryScheduler scheduler) {
    ((ManualExpiryScheduler) scheduler).runDue();
  }
}
