// SPDX-License-Identifier: Apache-2.0
package com.example.plainjava;

import dev.halfturn.junit.Rehearsal;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.simulator.SimulatedApp;
import java.io.PrintStream;

/** Half a year of the program, with a simulated Amazon. */
final class Demonstration {

  private Demonstration() {}

  public static void main(String[] args) throws Exception {
    show(System.out);
  }

  static void show(PrintStream out) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.withApp("erp").seller("acme-us").inFile().start()) {
      SimulatedApp app = rehearsal.amazon().app("erp").orElseThrow();
      String first = app.secret();
      Marketplaces marketplaces = Main.marketplaces(rehearsal.halfturn(), "erp", "acme-us");

      out.println("day 0    " + worked(marketplaces));
      rehearsal.advanceDays(150);
      out.println("day 150  the secret is " + state(rehearsal));
      rehearsal.rotate("erp");
      out.println("         rotated: it is " + state(rehearsal));
      out.println("         " + worked(marketplaces));
      rehearsal.expireOldSecrets();
      out.println("day 157  Amazon accepts the first secret: " + app.accepts(first));
      out.println("         " + worked(marketplaces));
    }
  }

  private static RotationStatus.State state(Rehearsal rehearsal) {
    return rehearsal.halfturn().tracker().status("erp").state();
  }

  private static String worked(Marketplaces marketplaces) throws Exception {
    return marketplaces.ofTheSeller().contains("ATVPDKIKX0DER") ? "the call works" : "?";
  }
}
