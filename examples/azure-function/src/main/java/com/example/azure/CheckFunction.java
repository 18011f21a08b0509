// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/**
 * What Azure calls: when there is a message in the queue, and each day, since a message may be
 * lost. A call that fails is made again, five times for a message, which then lies in the queue of
 * poisoned ones.
 */
public final class CheckFunction {

  /** Opened when it is first needed, and kept as long as Azure keeps the worker. */
  private static final class Kept {
    static final Check CHECK = new Check(Opened.from(System.getenv()));
  }

  /** A wake-up, or what the vault has told of a secret. */
  @FunctionName("Woken")
  public void woken(
      @QueueTrigger(
              name = "message",
              queueName = "%HALFTURN_QUEUE%",
              connection = "AzureWebJobsStorage")
          String message) {
    Kept.CHECK.message(message);
  }

  /** At half past seven, UTC unless the app says otherwise. */
  @FunctionName("Daily")
  public void daily(@TimerTrigger(name = "timer", schedule = "0 30 7 * * *") String timer) {
    Kept.CHECK.all();
  }
}
