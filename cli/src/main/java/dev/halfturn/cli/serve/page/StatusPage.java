// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.serve.LifeCycle;
import dev.halfturn.rotation.RotationPolicy;
import java.util.List;
import java.util.Optional;

/** The page: a sentence, then a card for each application. No script, nothing from elsewhere. */
public final class StatusPage {

  private final AppViews views;

  public StatusPage(RotationPolicy policy) {
    this.views = new AppViews(policy);
  }

  /** All of it. */
  public String html(Overview overview) {
    List<AppView> apps = views.of(overview.board().apps());
    Html html = new Html();
    html.open("html", "lang", "en");
    head(html, apps);
    html.open("body");
    html.open("header", "class", "masthead");
    brand(html);
    html.element("p", new Summary(overview, apps).sentence(), "class", "summary");
    html.close();
    html.open("main");
    problems(html, overview);
    if (apps.isEmpty() && overview.board().unreadable().isEmpty()) {
      nothing(html, overview);
    }
    for (int i = 0; i < apps.size(); i++) {
      new Card(apps.get(i), html).draw("app" + (i + 1));
    }
    html.close();
    footer(html, overview);
    html.close().close();
    return html.document();
  }

  private static void head(Html html, List<AppView> apps) {
    html.open("head");
    html.single("meta", "charset", "utf-8");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.single("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title(apps));
    html.single("link", "rel", "icon", "type", "image/svg+xml", "href", "/icon.svg");
    html.single("link", "rel", "stylesheet", "href", "/style.css");
    html.close();
  }

  /** What is most urgent, so that a tab says it. */
  private static String title(List<AppView> apps) {
    return apps.stream()
        .findFirst()
        .map(
            app ->
                app.app()
                    + ": "
                    + app.daysLeft()
                        .map(left -> left < 0 ? "expired" : Ago.count(left, "day") + " left")
                        .orElse(app.state())
                    + " · Halfturn")
        .orElse("Halfturn");
  }

  private static void brand(Html html) {
    html.open("h1");
    html.open("svg", "class", "mark", "viewBox", "0 0 32 20", "aria-hidden", "true");
    html.shape("path", "class", "mark-arc", "d", "M4 17A12 12 0 0 1 28 17");
    html.shape("path", "class", "mark-key", "d", "M16 17L24 9");
    html.shape("circle", "class", "mark-bow", "cx", "16", "cy", "17", "r", "2.6");
    html.close();
    html.element("span", "Halfturn").close();
  }

  private static void problems(Html html, Overview overview) {
    boolean any =
        overview.board().storeProblem().isPresent()
            || !overview.board().unreadable().isEmpty()
            || !overview.failures().isEmpty();
    if (!any) {
      return;
    }
    html.open("section", "class", "problems", "aria-labelledby", "problems");
    html.element("h2", "Something is wrong", "id", "problems");
    html.open("ul");
    overview
        .board()
        .storeProblem()
        .ifPresent(problem -> html.element("li", "The store cannot be read: " + problem));
    overview.board().unreadable().forEach((app, why) -> html.element("li", app + ": " + why));
    overview.failures().entrySet().stream()
        .filter(failure -> !overview.board().unreadable().containsKey(failure.getKey()))
        .forEach(
            failure ->
                html.element(
                    "li", failure.getKey() + " could not be looked after: " + failure.getValue()));
    html.close().close();
  }

  private static void nothing(Html html, Overview overview) {
    html.open("section", "class", "card empty");
    if (overview.state() == LifeCycle.State.STARTING) {
      html.element("h2", "Waiting for the store");
      html.element("p", "It is tried again every minute. Nothing is lost meanwhile but time.");
    } else {
      html.element("h2", "No application yet");
      html.element("p", "Add the first one, and its half turn appears here within the hour:");
      html.open("pre").element("code", "halfturn app add erp").close();
      html.open("p").text("Credentials that lie about already are found by ");
      html.element("code", "halfturn import").text(".").close();
    }
    html.close();
  }

  private static void footer(Html html, Overview overview) {
    html.open("footer");
    html.open("p");
    html.text("As of " + Dates.moment(overview.now()));
    html.text(
        " · last sweep "
            + overview.lastSweepAt().map(at -> Ago.of(at, overview.now())).orElse("still to come"));
    Optional<String> store = overview.board().store();
    store.ifPresent(name -> html.text(" · store " + name));
    html.text(" · Halfturn " + overview.release());
    html.close();
    html.open("nav", "aria-label", "The same for programs");
    link(html, "/calendar.ics", "Calendar");
    link(html, "/status.json", "JSON");
    link(html, "/metrics", "Metrics");
    html.close().close();
  }

  private static void link(Html html, String path, String name) {
    html.element("a", name, "href", path);
  }
}
