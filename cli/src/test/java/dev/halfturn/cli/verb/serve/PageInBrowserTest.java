// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.serve.http.Answer;
import dev.halfturn.cli.serve.http.StatusServer;
import dev.halfturn.plugin.ServeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The status page in a real browser. With {@code -Dimages.update=true} its pictures are written
 * into the documentation: look at them before you commit them.
 */
class PageInBrowserTest {

  private static final Path IMAGES = Path.of("../docs/images");
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src|action|data|srcset|poster)=\"([^\"]*)\"");

  @TempDir Path directory;
  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  @Test
  void showsEachApplicationWithoutAComplaintOfTheBrowser() {
    Browser browser = new Browser(directory);
    Browser.Look look = browser.open(scene.busy().url());
    assertThat(look.console()).isEmpty();
    assertThat(look.out())
        .contains(">books</h2>", ">erp</h2>", ">shop</h2>", ">legacy</h2>")
        .doesNotContain("<script", "style=");
    for (String secret : scene.secrets) {
      assertThat(look.out()).doesNotContain(secret);
    }
  }

  @Test
  void refersToNothingOutside() {
    Matcher references = REFERENCE.matcher(new Browser(directory).open(scene.busy().url()).out());
    List<String> all = references.results().map(result -> result.group(1)).toList();
    assertThat(all).contains("/style.css").allMatch(to -> to.matches("/[a-z.]+"));
  }

  @ParameterizedTest
  @CsvSource({
    "status-light.png, false, 1080, 1920",
    "status-dark.png, true, 1080, 1920",
    "status-phone.png, false, 390, 1900"
  })
  void isDrawn(String name, boolean dark, int width, int height) throws IOException {
    Browser browser = new Browser(directory);
    Path picture =
        (Boolean.getBoolean("images.update") ? Files.createDirectories(IMAGES) : directory)
            .toAbsolutePath()
            .resolve(name);
    Browser.Look look = browser.photograph(scene.busy().url(), dark, width, height, picture);
    assertThat(look.console()).isEmpty();
    var pixels = ImageIO.read(picture.toFile());
    assertThat(pixels.getWidth()).isEqualTo(width);
    int paper = pixels.getRGB(2, height - 2) & 0xff;
    assertThat(paper < 128).as("dark").isEqualTo(dark);
  }

  @Test
  void tellsWhoHasNoApplicationWhatToDo() {
    Browser.Look look = new Browser(directory).open(scene.running().url());
    assertThat(look.console()).isEmpty();
    assertThat(look.out()).contains("No application yet", "halfturn app add");
  }

  /** Else an empty console would say nothing. */
  @Test
  void wouldComplainOfAPageThatFetchesOrStylesMore() {
    Browser browser = new Browser(directory);
    String page =
        "<!DOCTYPE html><title>x</title><p style='color:red'>x<img src='http://example.com/x.png'>";
    ServeSettings anywhere =
        new ServeSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(),
            Optional.empty(),
            Optional.empty());
    try (StatusServer other =
        StatusServer.start(
            anywhere, Map.of("/", () -> Answer.ok("text/html", page)), Set.of(), false)) {
      assertThat(browser.open(other.url()).console())
          .anyMatch(line -> line.contains("style-src"))
          .anyMatch(line -> line.contains("img-src"));
    }
  }
}
