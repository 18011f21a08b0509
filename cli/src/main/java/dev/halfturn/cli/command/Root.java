// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, with the flags that every verb takes. */
@Command(
    name = "halfturn",
    header = "Keeps LWA client secrets, exchanges them for access tokens, rotates them in time.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn demo                     the whole story, without an account",
      "  halfturn init                     a configuration, a store, a key",
      "  halfturn token erp --seller eu    an access token and nothing else",
      "  halfturn VERB --help              what a verb does"
    })
public final class Root {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Read this configuration instead of the usual places.")
  Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "Override one setting; not for secrets.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Write one JSON object to standard output; errors as JSON to standard error.")
  boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Say nothing but data, warnings and errors.")
  boolean quiet;

  @Option(
      names = "-v",
      scope = ScopeType.INHERIT,
      description = "Log what is done; show where an internal error came from.")
  boolean verbose;

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Use no colours.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this text.")
  boolean help;

  @Option(
      names = "--exit-codes",
      scope = ScopeType.INHERIT,
      description = "List what the exit codes mean.")
  boolean exitCodes;

  @Option(names = "--version", description = "Show the version.")
  boolean version;
}
