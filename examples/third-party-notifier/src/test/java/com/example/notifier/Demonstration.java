// SPDX-License-Identifier: Apache-2.0
package com.example.notifier;

import dev.halfturn.junit.Rehearsal;
import java.io.PrintStream;

/** What arrives in the room in the life of a client secret that nobody replaces. */
final class Demonstration {

  private Demonstration() {}

  public static void main(String[] args) {
    show(System.out);
  }

  static void show(PrintStream out) {
    try (ChatRoom room = new ChatRoom();
        Rehearsal rehearsal =
            Rehearsal.withApp("erp")
                .seller("acme-us")
                .setting("notifiers", "chat")
                .setting("notifier.chat.url", room.address().toString())
                .start()) {
      rehearsal.liveThroughDays(175);
      room.posts().stream().map(post -> post.lines().findFirst().orElse("")).forEach(out::println);
    }
  }
}
