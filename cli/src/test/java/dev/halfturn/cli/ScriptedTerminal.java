// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.process.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person who answers as planned; the questions are kept. */
public final class ScriptedTerminal implements Terminal {

  private final Deque<String> answers;
  public final List<String> questions = new ArrayList<>();

  public ScriptedTerminal(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
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
    questions.add(prompt);
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<char[]> askHidden(String prompt) {
    return ask("hidden " + prompt).map(String::toCharArray);
  }
}
