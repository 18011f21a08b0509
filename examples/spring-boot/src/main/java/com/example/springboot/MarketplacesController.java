// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What this application offers itself. */
@RestController
class MarketplacesController {

  private final Marketplaces marketplaces;

  MarketplacesController(Marketplaces marketplaces) {
    this.marketplaces = marketplaces;
  }

  @GetMapping(path = "/marketplaces/{seller}", produces = MediaType.APPLICATION_JSON_VALUE)
  String marketplaces(@PathVariable String seller) throws IOException, InterruptedException {
    return marketplaces.of("erp", seller);
  }
}
