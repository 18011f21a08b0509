// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

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

  /** Shapes of Amazon's secrets and tokens and of our key files. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)amzn1\\.oa2-cs\\.|Atz[ar]\\||HTK1-[A-Za-z0-9_-]{43}|\\b[0-9a-f]{64}\\b");

  private static final Pattern VERB = Pattern.compile("[a-z]+(-[a-z]+)*");
  private static final int LONGEST_VERB = 20;

  private UsageErrors() {}

  /** Refuses a command line that carries a secret, wherever it stands. */
  static void refuseSecrets(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (SECRET.matcher(args[i]).find()) {
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

  static Problem describe(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String hint = "see '" + command.getCommandSpec().qualifiedName() + " --help'";
    return Problem.of(ErrorCode.INVALID_ARGUMENT, REASON, message(failure))
        .withHint(suggestion(failure).orElse(hint));
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (failure instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (failure instanceof OverwrittenOptionException twice) {
      return label(twice.getArgSpec()) + " may be given only once";
    }
    if (failure instanceof CommandLine.MutuallyExclusiveArgsException) {
      return "flags that exclude one another were given together";
    }
    if (failure.getCause() instanceof TypeConversionException conversion
        && failure.getArgSpec() != null) {
      return label(failure.getArgSpec()) + " " + conversion.getMessage();
    }
    if (failure.getArgSpec() != null) {
      return label(failure.getArgSpec()) + " has a value that cannot be used";
    }
    return failure.getCommandLine().getSubcommands().isEmpty()
        ? "the command line cannot be understood"
        : "a verb is missing";
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String first = failure.getUnmatched().get(0);
    if (failure.isUnknownOption()) {
      return "unknown flag '" + flagName(first) + "'";
    }
    boolean expectsVerb = !failure.getCommandLine().getSubcommands().isEmpty();
    if (expectsVerb && mayBeVerb(first)) {
      return "unknown verb '" + first + "'";
    }
    return expectsVerb
        ? "an unknown verb was given"
        : "there are too many arguments: the last "
            + failure.getUnmatched().size()
            + " have no meaning";
  }

  private static String missing(MissingParameterException failure) {
    if (failure.getMissing().isEmpty()) {
      return "a verb is missing";
    }
    List<String> labels = new ArrayList<>();
    failure.getMissing().forEach(arg -> labels.add(label(arg)));
    return "missing: " + String.join(", ", labels);
  }

  private static Optional<String> suggestion(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String first = unmatched.getUnmatched().get(0);
    if (!unmatched.isUnknownOption() && !mayBeVerb(first)) {
      return Optional.empty();
    }
    return unmatched.getSuggestions().stream()
        .findFirst()
        .map(text -> "did you mean '" + text.strip() + "'?");
  }

  private static boolean mayBeVerb(String text) {
    return text.length() <= LONGEST_VERB && VERB.matcher(text).matches();
  }

  private static String flagName(String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return name.length() <= LONGEST_VERB + 2 ? name : name.substring(0, LONGEST_VERB + 2) + "…";
  }

  private static String label(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
