// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /simulator/apps/…}: applications and their sellers. */
final class ControlApps {

  private record WantedSeller(String name, Region region) {}

  private final Amazon amazon;

  ControlApps(Amazon amazon) {
    this.amazon = amazon;
  }

  Map<String, Object> handle(String method, List<String> path, JsonInput input) {
    if (path.isEmpty() && method.equals("POST")) {
      return add(input);
    }
    if (path.isEmpty()) {
      return Json.object("apps", amazon.apps().stream().map(SimulatedApp::name).toList());
    }
    SimulatedApp app =
        amazon.app(path.get(0)).orElseThrow(() -> new NoSuchPath("no such application"));
    if (path.size() == 1 && method.equals("GET")) {
      return ControlViews.credentials(app);
    }
    if (method.equals("POST") && path.size() == 2) {
      return handle(app, path.get(1), input);
    }
    if (method.equals("POST") && path.size() == 4 && path.get(1).equals("sellers")) {
      SimulatedSeller seller =
          app.seller(path.get(2)).orElseThrow(() -> new NoSuchPath("no such seller"));
      return handle(seller, path.get(3));
    }
    throw new NoSuchPath("an application has no " + method + " for this");
  }

  private Map<String, Object> add(JsonInput input) {
    NewApp wanted =
        new NewApp(
            input.requiredText("name"),
            input.choice("kind", AppKind.class).orElse(AppKind.PRIVATE),
            input.text("clientId"),
            input.text("clientSecret"),
            input.instant("createdAt"));
    List<WantedSeller> sellers = new ArrayList<>();
    for (JsonInput seller : input.objects("sellers")) {
      sellers.add(wantedSeller(seller));
    }
    input.end();
    if (sellers.stream().map(WantedSeller::name).distinct().count() < sellers.size()) {
      throw new IllegalArgumentException("two sellers of the same name");
    }
    SimulatedApp app = amazon.add(wanted);
    sellers.forEach(seller -> app.addSeller(seller.name(), seller.region()));
    return ControlViews.credentials(app);
  }

  private static WantedSeller wantedSeller(JsonInput input) {
    WantedSeller seller =
        new WantedSeller(
            input.requiredText("name"), input.choice("region", Region.class).orElse(Region.NA));
    input.end();
    return seller;
  }

  private static Map<String, Object> handle(SimulatedApp app, String verb, JsonInput input) {
    switch (verb) {
      case "sellers" -> {
        WantedSeller wanted = wantedSeller(input);
        return ControlViews.credentials(app.addSeller(wanted.name(), wanted.region()));
      }
      case "rotate" -> {
        boolean broken = input.flag("broken").orElse(false);
        input.end();
        if (broken) {
          app.breakNextSecret();
        }
        return Json.object("clientSecret", app.rotateInConsole());
      }
      case "break-next-secret" -> {
        input.end();
        app.breakNextSecret();
        return Json.object();
      }
      case "enrolment" -> {
        boolean enrolled = input.flag("enrolled").orElse(true);
        input.end();
        app.enrolled(enrolled);
        return Json.object("enrolled", enrolled);
      }
      case "refuse-access-tokens" -> {
        input.end();
        app.refuseAccessTokensSoFar();
        return Json.object();
      }
      default -> throw new NoSuchPath("an application has no such verb");
    }
  }

  private static Map<String, Object> handle(SimulatedSeller seller, String verb) {
    switch (verb) {
      case "revoke" -> {
        seller.revoke();
        return Json.object();
      }
      case "reauthorize" -> {
        seller.reauthorize();
        return ControlViews.credentials(seller);
      }
      default -> throw new NoSuchPath("a seller has no such verb");
    }
  }
}
