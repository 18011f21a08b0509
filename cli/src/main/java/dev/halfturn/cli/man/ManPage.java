// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of the command, or of one of its verbs: what {@code --help} shows, and more. */
final class ManPage {

  private final CommandLine command;
  private final Help help;
  private final UsageMessageSpec usage;
  private final Roff page = new Roff();

  private ManPage(CommandLine command) {
    this.command = command;
    this.help = command.getHelp();
    this.usage = command.getCommandSpec().usageMessage();
  }

  /**
   * The page.
   *
   * @param command whose texts are in the colours of {@link Emphasis}, and in one line
   */
  static String of(CommandLine command, String date, String release) {
    return new ManPage(command).write(date, release);
  }

  /** The visible verbs of a group. */
  static List<CommandLine> verbs(CommandLine group) {
    return group.getSubcommands().values().stream()
        .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  /** What the page is called. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  private String write(String date, String release) {
    page.title(name(command).toUpperCase(Locale.ROOT), date, release);
    page.section("NAME").text(name(command) + " - " + inShort(command));
    page.section("SYNOPSIS").text(Emphasis.of(help.synopsis(0)).strip());
    description();
    verbs();
    arguments();
    options();
    exitStatus();
    examples();
    if (command.getParent() == null) {
      FilesAndEnvironment.describe(page);
    }
    seeAlso();
    return page.toString();
  }

  /** As lists of manual pages have it: no sentence. */
  private static String inShort(CommandLine command) {
    String sentence = sentence(command);
    boolean isName = Character.isUpperCase(sentence.charAt(1));
    return (isName ? sentence.substring(0, 1) : sentence.substring(0, 1).toLowerCase(Locale.ROOT))
        + sentence.substring(1).replaceAll("\\.$", "");
  }

  private static String sentence(CommandLine command) {
    return String.join(" ", lines(command.getCommandSpec().usageMessage().header()));
  }

  private static List<String> lines(String... texts) {
    return Arrays.stream(texts).flatMap(text -> text.formatted().lines()).toList();
  }

  private void description() {
    page.section("DESCRIPTION").text(sentence(command));
    lines(usage.description()).forEach(page::paragraph);
  }

  private void verbs() {
    List<CommandLine> verbs = verbs(command);
    if (verbs.isEmpty()) {
      return;
    }
    page.section("VERBS");
    verbs.forEach(verb -> page.tagged(reference(verb), List.of(sentence(verb))));
  }

  private void arguments() {
    List<PositionalParamSpec> arguments =
        command.getCommandSpec().positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .toList();
    if (arguments.isEmpty()) {
      return;
    }
    page.section("ARGUMENTS");
    arguments.forEach(argument -> page.tagged(label(argument), description(argument)));
  }

  private void options() {
    page.section("OPTIONS");
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(help.createDefaultOptionSort())
        .forEach(option -> page.tagged(names(option) + label(option), description(option)));
  }

  private static String names(OptionSpec option) {
    return Arrays.stream(option.names())
        .sorted(Help.shortestFirst())
        .map(Emphasis::bold)
        .collect(Collectors.joining(", "));
  }

  private String label(ArgSpec argument) {
    IParamLabelRenderer renderer = help.parameterLabelRenderer();
    return Emphasis.of(
        renderer.renderParameterLabel(
            argument,
            help.ansi(),
            argument.isOption()
                ? help.colorScheme().optionParamStyles()
                : help.colorScheme().parameterStyles()));
  }

  private static List<String> description(ArgSpec argument) {
    return Arrays.stream(argument.description()).flatMap(String::lines).toList();
  }

  private void exitStatus() {
    page.section("EXIT STATUS");
    usage.exitCodeList().forEach((code, meaning) -> page.tagged(code, lines(meaning)));
  }

  private void examples() {
    List<String> examples = lines(usage.footer());
    if (!examples.isEmpty()) {
      page.section("EXAMPLES").verbatim(String.join("\n", examples).stripIndent().lines().toList());
    }
  }

  /** The way up, the way down, and what is beside it in a group of verbs. */
  private void seeAlso() {
    List<CommandLine> others = new ArrayList<>();
    CommandLine parent = command.getParent();
    if (parent != null) {
      others.add(parent);
      if (parent.getParent() != null) {
        verbs(parent).stream().filter(verb -> verb != command).forEach(others::add);
      }
    }
    verbs(command).forEach(others::add);
    page.section("SEE ALSO")
        .text(others.stream().map(ManPage::reference).collect(Collectors.joining(", ")));
  }

  private static String reference(CommandLine command) {
    return Emphasis.bold(name(command)) + "(1)";
  }
}
