// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.cli.process.Terminal;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person who answers as planned; questions and answers stand on the screen as they would. */
final class ScreenTerminal implements Terminal {

  private static final String HIDDEN = "▮";

  private final PrintStream screen;
  private final Deque<String> answers;

  ScreenTerminal(PrintStream screen, List<String> answers) {
    this.screen = screen;
    this.answers = new ArrayDeque<>(answers);
  }

  @Override
  public boolean canAsk() {
    return true;
  }

  @Override
  public boolean showsOutput() {
    return true;
  }

  @Override
  public Optional<String> ask(String prompt) {
    Optional<String> answer = Optional.ofNullable(answers.poll());
    screen.println(prompt + answer.orElse(""));
    return answer;
  }

  @Override
  public Optional<char[]> askHidden(String prompt) {
    Optional<String> answer = Optional.ofNullable(answers.poll());
    screen.println(prompt + (answer.isPresent() ? HIDDEN : ""));
    return answer.map(String::toCharArray);
  }
}
