// SPDX-License-Identifier: Apache-2.0
/** Halfturn as bindings of a Guice injector. */
module dev.halfturn.guice {
  requires transitive com.google.guice;
  requires transitive dev.halfturn;
  requires transitive dev.halfturn.spi;
  requires transitive jakarta.inject;
  requires transitive java.net.http;

  exports dev.halfturn.guice;

  opens dev.halfturn.guice to
      com.google.guice;
}
