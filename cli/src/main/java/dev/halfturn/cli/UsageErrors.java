// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.output.SecretShape;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, without repeating any of its values: a value in the wrong
 * place may be a secret.
 */
final class UsageErrors {

  static final String REASON = "USAGE";
  static final String SECRET_IN_ARGUMENT = "SECRET_IN_ARGUMENT";

  /** What people call a flag that takes one. */
  private static final Pattern SECRET_FLAG =
      Pattern.compile("--([a-z]+-)?(secret|token|password|passphrase)(=.*)?");

  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+)*");
  private static final int LONGEST_WORD = 20;

  private UsageErrors() {}

  /** Refuses a command line that carries a secret, wherever it stands. */
  static void refuseSecrets(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (SecretShape.isIn(args[i])) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.INVALID_ARGUMENT,
                    SECRET_IN_ARGUMENT,
                    "argument " + (i + 1) + " looks like a secret and was not used")
                .withHint(
                    "give secrets by '-' (standard input), --secret-file or --secret-fd; this one"
                        + " is now in the shell's history and was visible to other users"));
      }
    }
  }

  /**
   * What is wrong.
   *
   * @param args the whole command line
   */
  static Problem describe(ParameterException failure, String[] args) {
    return Problem.of(ErrorCode.INVALID_ARGUMENT, REASON, message(failure, List.of(args)))
        .withHint(hint(failure, List.of(args)));
  }

  private static String message(ParameterException failure, List<String> args) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, args);
    }
    if (failure instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (failure instanceof OverwrittenOptionException twice) {
      return label(twice.getOverwritten()) + " may be given only once";
    }
    if (failure instanceof CommandLine.MutuallyExclusiveArgsException) {
      return "flags that exclude one another were given together";
    }
    ArgSpec arg = failure.getArgSpec();
    boolean isOurs = arg != null && arg.converters().length > 0;
    if (failure.getCause() instanceof TypeConversionException conversion && isOurs) {
      return label(arg) + " " + conversion.getMessage();
    }
    if (arg instanceof OptionSpec option && option.arity().max() == 0) {
      return label(arg) + " takes no value";
    }
    if (arg != null) {
      return label(arg)
          + (arg.typeInfo().isMap()
              ? " must be " + arg.paramLabel()
              : " has a value that cannot be used");
    }
    return failure.getCommandLine().getSubcommands().isEmpty()
        ? "the command line cannot be understood"
        : "a verb is missing";
  }

  private static String unmatched(UnmatchedArgumentException failure, List<String> args) {
    String first = failure.getUnmatched().get(0);
    if (failure.isUnknownOption()) {
      String flag = flagName(first, args);
      return mayBeFlag(flag) ? "unknown flag '" + flag + "'" : "an unknown flag was given";
    }
    boolean expectsVerb = !failure.getCommandLine().getSubcommands().isEmpty();
    if (expectsVerb && mayBeWord(first)) {
      return "unknown verb '" + first + "'";
    }
    int count = failure.getUnmatched().size();
    return expectsVerb
        ? "an unknown verb was given"
        : "there are too many arguments: "
            + (count == 1 ? "the last one has" : "the last " + count + " have")
            + " no meaning";
  }

  private static String missing(MissingParameterException failure) {
    if (failure.getMissing().isEmpty()) {
      return "a verb is missing";
    }
    List<String> labels = new ArrayList<>();
    failure.getMissing().forEach(arg -> labels.add(label(arg)));
    boolean choice =
        labels.size() > 1
            && failure.getMissing().stream()
                .allMatch(arg -> arg.group() != null && arg.group().exclusive());
    return (choice ? "one of these is missing: " : "missing: ") + String.join(", ", labels);
  }

  private static String hint(ParameterException failure, List<String> args) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    Optional<String> special =
        failure instanceof UnmatchedArgumentException unmatched
            ? misplacedSecret(unmatched)
                .or(() -> suggestion(unmatched, args))
                .or(() -> misplacedSeller(unmatched))
            : failure instanceof MissingParameterException
                ? verbComesFirst(command, args)
                : firstSteps(command);
    return special.orElse("see '" + command.qualifiedName() + " --help'");
  }

  /** Somebody who types nothing but the command's name. */
  private static Optional<String> firstSteps(CommandSpec command) {
    return command.parent() == null
        ? Optional.of(
            "see 'halfturn --help'; to look around, 'halfturn demo'; to begin, 'halfturn init'")
        : Optional.empty();
  }

  /** Somebody who types {@code app erp add}. */
  private static Optional<String> verbComesFirst(CommandSpec command, List<String> args) {
    CommandSpec group = command.parent();
    int at = group == null ? -1 : args.indexOf(group.name());
    boolean behind = at >= 0 && args.size() > at + 2 && args.get(at + 2).equals(command.name());
    return behind
        ? Optional.of("the verb comes first: '" + command.qualifiedName() + " <app>'")
        : Optional.empty();
  }

  private static Optional<String> suggestion(
      UnmatchedArgumentException failure, List<String> args) {
    String first = failure.getUnmatched().get(0);
    if (!failure.isUnknownOption() && !mayBeWord(first)) {
      return Optional.empty();
    }
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    Optional<String> meant =
        failure.isUnknownOption()
            ? Nearness.of(flagName(first, args), command.optionsMap().keySet())
            : Nearness.of(first, command.subcommands().keySet());
    return meant.map(word -> "did you mean '" + word + "'?");
  }

  /** Somebody who types {@code token erp eu}. */
  private static Optional<String> misplacedSeller(UnmatchedArgumentException failure) {
    boolean takesSeller =
        failure.getCommandLine().getCommandSpec().optionsMap().containsKey("--seller");
    return takesSeller && !failure.isUnknownOption()
        ? Optional.of("a seller is named by --seller")
        : Optional.empty();
  }

  /** Somebody who gives a secret as an argument, or looks for the flag that takes one. */
  private static Optional<String> misplacedSecret(UnmatchedArgumentException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    boolean takesSecret = command.optionsMap().containsKey("--secret-file");
    boolean maybeSecret =
        !failure.isUnknownOption() || SECRET_FLAG.matcher(failure.getUnmatched().get(0)).matches();
    return takesSecret && maybeSecret
        ? Optional.of(
            "if it was a secret: those are given by '-' (standard input), --secret-file or"
                + " --secret-fd, and this one is now in the shell's history")
        : Optional.empty();
  }

  private static boolean mayBeWord(String text) {
    return text.length() <= LONGEST_WORD && WORD.matcher(text).matches();
  }

  private static boolean mayBeFlag(String text) {
    return mayBeWord(text.replaceFirst("^--?", ""));
  }

  private static String flagName(String unmatched, List<String> args) {
    String given =
        args.contains(unmatched)
            ? unmatched
            : args.stream()
                .filter(arg -> arg.startsWith("-") && arg.endsWith(unmatched.substring(1)))
                .findFirst() // of -version the parser has taken off -v
                .orElse(unmatched);
    int equals = given.indexOf('=');
    return equals < 0 ? given : given.substring(0, equals);
  }

  private static String label(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
