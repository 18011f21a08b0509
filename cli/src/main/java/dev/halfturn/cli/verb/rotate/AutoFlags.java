// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of the automatic rotation. */
public final class AutoFlags {

  @Option(
      names = "--auto",
      description =
          "Without a person: ask Amazon for the new secret, and take it from the queue. Needs an"
              + " issuer, see 'halfturn queue setup --help'.")
  boolean auto;

  @Option(names = "--if-due", description = "With --auto: only if the rotation is due.")
  boolean ifDue;

  @Option(
      names = "--exit-code",
      description = "With --if-due: end with 10 instead of 0 if nothing is due.")
  boolean exitCode;

  @Option(
      names = "--all",
      description =
          "With --auto: all applications that are due, one after the other, since Amazon takes one"
              + " request a minute.")
  boolean all;

  @Option(
      names = "--align",
      description = "With --all: also those that are not due, so that all share one deadline.")
  boolean align;

  /**
   * What is wrong with them.
   *
   * @param app whether an application is named
   * @param other whether a flag is given that only goes with a person
   */
  Optional<String> problem(boolean app, boolean other) {
    if (!auto) {
      return given()
          .map(flag -> flag + " belongs to the automatic rotation, and --auto is missing");
    }
    if (other) {
      return Optional.of("--auto asks no person, so flags about one do not go with it");
    }
    if (exitCode && !ifDue) {
      return Optional.of("--exit-code belongs to --if-due");
    }
    if (align && !all) {
      return Optional.of("--align belongs to --all");
    }
    if (align && ifDue) {
      return Optional.of("--align rotates what is not due, and --if-due does not");
    }
    return all && app
        ? Optional.of("--all means all applications, so none is to be named")
        : Optional.empty();
  }

  private Optional<String> given() {
    if (ifDue) {
      return Optional.of("--if-due");
    }
    if (exitCode) {
      return Optional.of("--exit-code");
    }
    if (align) {
      return Optional.of("--align");
    }
    return all ? Optional.of("--all") : Optional.empty();
  }
}
