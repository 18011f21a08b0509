// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesTextAndAttributes() {
    String html = new Html().element("p", "<script>&'\"", "title", "\" onload='x' <").toString();
    assertThat(html.strip())
        .isEqualTo(
            "<p title=\"&quot; onload=&#39;x&#39; &lt;\">&lt;script&gt;&amp;&#39;&quot;</p>");
  }

  @Test
  void showsThatThereWasSomethingThatNobodySees() {
    assertThat(Html.escape("a\u202Eb\u0000c\u200Bd\ud800"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
  }

  @Test
  void noTextWhateverEndsAnAttributeOrBeginsAnElement() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(12), 0, 0x3000)
              .map(c -> random.nextBoolean() ? "<>\"'&".charAt(c % 5) : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(Html.escape(text))
          .doesNotContain("<", ">", "\"", "'")
          .doesNotContainPattern("[\\p{Cntrl}]");
    }
  }

  @Test
  void noticesAnElementThatIsNotClosed() {
    assertThatThrownBy(() -> new Html().open("p").document())
        .isInstanceOf(IllegalStateException.class);
  }
}
