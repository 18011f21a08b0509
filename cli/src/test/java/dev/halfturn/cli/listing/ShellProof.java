// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import dev.halfturn.cli.VerbTree;
import dev.halfturn.cli.script.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * For a shell: it parses it, our verbs and flags in it exist, and so do modules, profiles and tests
 * that Maven is to use. What needs an account, root or a person cannot be run here; what can be is
 * shown as {@code console}.
 */
final class ShellProof implements ListingProof {

  private static final CommandLine TREE = VerbTree.whole();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]*)}?");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");
  private static final Pattern MODULES = Pattern.compile("-pl[ =](\\S+)");
  private static final Pattern PROFILES = Pattern.compile("-P(\\w\\S*)");
  private static final Pattern TESTS = Pattern.compile("-Dtest='?([^\\s']+)");

  @Override
  public List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    unparsed(text).ifPresent(problems::add);
    commands(text).forEach(command -> check(command, problems));
    text.lines()
        .filter(line -> line.startsWith("mvn "))
        .forEach(line -> checkMaven(line, problems));
    return problems;
  }

  /** What a shell says of it without running it; nothing where there is no shell. */
  private static Optional<String> unparsed(String text) {
    try {
      Process shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
      try (OutputStream in = shell.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return shell.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static void check(List<String> command, List<String> problems) {
    int first = 0;
    while (first < command.size()
        && (ASSIGNMENT.matcher(command.get(first)).matches()
            || command.get(first).equals("sudo"))) {
      first++;
    }
    if (first == command.size() || !command.get(first).matches("(.*[/\\\\])?halfturn(\\.bat)?")) {
      return;
    }
    try {
      TREE.parseArgs(command.subList(first + 1, command.size()).toArray(new String[0]));
    } catch (ParameterException e) {
      problems.add(String.join(" ", command) + ": " + e.getMessage());
    }
  }

  /** The commands of a text, each as its words, without redirections. */
  static List<List<String>> commands(String text) {
    List<List<String>> commands = new ArrayList<>();
    for (String line : text.replace("\\\n", " ").lines().toList()) {
      List<String> command = new ArrayList<>();
      boolean redirected = false;
      for (String word : Words.split(VARIABLE.matcher(line).replaceAll("$1"), Map.of())) {
        if (word.startsWith("#")) {
          break;
        }
        if (redirected) {
          redirected = false;
        } else if (word.matches("[0-9]*[<>]{1,3}")) {
          redirected = true;
        } else if (word.matches("[|&;]+")) {
          commands.add(command);
          command = new ArrayList<>();
        } else if (word.endsWith(";")) {
          command.add(word.substring(0, word.length() - 1));
          commands.add(command);
          command = new ArrayList<>();
        } else {
          command.add(word);
        }
      }
      commands.add(command);
    }
    commands.removeIf(List::isEmpty);
    return commands;
  }

  private static void checkMaven(String line, List<String> problems) {
    for (String module : values(MODULES, line)) {
      if (!Files.exists(Listing.ROOT.resolve(module).resolve("pom.xml"))) {
        problems.add("there is no module " + module);
      }
    }
    for (String profile : values(PROFILES, line)) {
      if (poms().noneMatch(pom -> Listing.read(pom).contains("<id>" + profile + "</id>"))) {
        problems.add("there is no profile " + profile);
      }
    }
    for (String test : values(TESTS, line)) {
      if (files(test + ".java").isEmpty()) {
        problems.add("there is no test " + test);
      }
    }
  }

  private static List<String> values(Pattern pattern, String line) {
    return pattern
        .matcher(line)
        .results()
        .map((MatchResult found) -> found.group(1))
        .flatMap(list -> Arrays.stream(list.split(",")))
        .toList();
  }

  private static Stream<Path> poms() {
    return files("pom.xml").stream();
  }

  private static List<Path> files(String name) {
    return SourceText.files().stream()
        .filter(file -> file.getFileName().toString().equals(name))
        .toList();
  }
}
