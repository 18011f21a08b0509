// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What was asked, and which of it is refused before anything is done. Thread-safe. */
final class Calls {

  private final List<GcpCall> taken = new ArrayList<>();
  private volatile Consumer<GcpCall> before = call -> {};
  private volatile Function<GcpCall, Optional<GcpError>> refusal = call -> Optional.empty();

  void before(Consumer<GcpCall> event) {
    before = event;
  }

  void refuses(Function<GcpCall, Optional<GcpError>> which) {
    refusal = which;
  }

  void take(String method, String resource, Message request) {
    GcpCall call = new GcpCall(method, resource, request);
    synchronized (taken) {
      taken.add(call);
    }
    Optional<GcpError> refused = refusal.apply(call);
    if (refused.isPresent()) {
      throw refused.get();
    }
    before.accept(call);
  }

  List<GcpCall> all() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  void forget() {
    synchronized (taken) {
      taken.clear();
    }
  }
}
