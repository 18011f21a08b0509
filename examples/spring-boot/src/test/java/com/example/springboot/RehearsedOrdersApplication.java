// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import org.springframework.boot.SpringApplication;

/** The application as it is, against a simulated Amazon: {@code mvn spring-boot:test-run}. */
class RehearsedOrdersApplication {

  public static void main(String[] args) {
    start(args);
  }

  static SpringApplication.Running start(String... args) {
    return SpringApplication.from(OrdersApplication::main)
        .with(SimulatedAmazon.class)
        .withAdditionalProfiles("rehearsal")
        .run(args);
  }
}
