// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** The service with Amazon beside it, both on this machine; Enter rotates the client secret. */
public final class Demonstration {

  private Demonstration() {}

  /** Ends with its input. */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
    BufferedReader keys =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try (SimulatedShop shop = new SimulatedShop(Path.of("target", "demonstration"), port)) {
      System.out.println("ask     http://127.0.0.1:" + shop.port + "/marketplaces");
      System.out.println("Enter   rotates the client secret; Ctrl-D ends");
      while (keys.readLine() != null) {
        System.out.println(
            "rotated " + shop.rotate() + ", now it is " + shop.clock.instant() + ": ask again");
      }
    }
  }
}
