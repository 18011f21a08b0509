// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ProvisionedStep.State;

/** Something that must be there already: the storage account, the vault. */
final class GivenPart implements Part {

  private final String word;
  private final ResourceKind kind;
  private final String id;
  private final String command;
  private boolean missing;

  /**
   * @param word what people call it
   * @param command that makes one
   */
  GivenPart(String word, ResourceKind kind, String id, String command) {
    this.word = word;
    this.kind = kind;
    this.id = id;
    this.command = command;
  }

  @Override
  public String name() {
    return word + " " + Place.name(id);
  }

  /** Whether the last look did not find it. */
  boolean isMissing() {
    return missing;
  }

  @Override
  public Finding look(Calls calls) {
    missing = calls.find(kind, id).isEmpty();
    return missing ? Finding.of(State.MISSING, "make it: " + command) : Finding.of(State.IN_ORDER);
  }
}
