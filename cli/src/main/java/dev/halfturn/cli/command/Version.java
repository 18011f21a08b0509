// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import java.util.Optional;

/** Which release this is. */
public final class Version {

  private Version() {}

  /** The version in the jar's manifest; "unreleased" when run from classes. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }
}
