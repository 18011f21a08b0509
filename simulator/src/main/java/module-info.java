// SPDX-License-Identifier: Apache-2.0
/** Plays Amazon on this machine, for tests, rehearsals and the demonstration. */
module dev.halfturn.simulator {
  requires com.fasterxml.jackson.jr.ob;
  requires org.slf4j;

  exports dev.halfturn.simulator;
}
