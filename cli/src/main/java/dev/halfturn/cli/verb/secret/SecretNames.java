// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.secret;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.SecretName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn secret names}. */
@Command(
    name = "names",
    header = "Lists the names of entries, one per line.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn secret names", "  halfturn secret names erp/refreshtoken"})
public final class SecretNames extends Verb {

  @Parameters(
      arity = "0..1",
      paramLabel = "<prefix>",
      description = "Only entries at or below this name.")
  Optional<String> prefix = Optional.empty();

  public SecretNames(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    String within = prefix.map(text -> new SecretName(text).value()).orElse("");
    try (Halfturn halfturn = invocation.open()) {
      List<String> names =
          halfturn.secrets().names(within).stream().map(SecretName::value).toList();
      Map<String, Object> members = JsonText.object();
      members.put("store", halfturn.secrets().storeName());
      members.put("names", names);
      invocation.result("secret-names", members, names);
    }
    return ExitCode.DONE;
  }
}
