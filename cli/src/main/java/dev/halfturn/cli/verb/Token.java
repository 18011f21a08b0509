// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessToken;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn token}. */
@Command(
    name = "token",
    header = "Writes an access token to standard output and nothing else.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  TOKEN=$(halfturn token erp --seller acme-us)",
      "  halfturn token erp --scope sellingpartnerapi::notifications | some-program",
      "  halfturn token erp --json --reveal"
    })
final class Token extends Verb {

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  @ArgGroup Whose whose = new Whose();

  /** At most one of these. */
  static final class Whose {
    @Option(
        names = "--seller",
        paramLabel = "SELLER",
        description = "Whose data (" + CredentialNames.DEFAULT_SELLER + ").")
    String seller = CredentialNames.DEFAULT_SELLER;

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        description = "A token without a seller, for this scope; may be repeated.")
    Set<String> scopes = new TreeSet<>();
  }

  @Option(names = "--reveal", description = "Write it even to a terminal.")
  boolean reveal;

  Token(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    invocation.refuseTerminal(reveal);
    try (Halfturn halfturn = invocation.open()) {
      AccessToken token = token(halfturn);
      Map<String, Object> members = JsonText.object();
      members.put("app", app);
      members.put("seller", whose.scopes.isEmpty() ? whose.seller : null);
      members.put("scopes", whose.scopes);
      members.put("token", token.reveal());
      members.put("expiresAt", token.expiresAt());
      if (invocation.json()) {
        invocation.document("token", members);
      } else {
        invocation.data(token.reveal());
      }
    }
    return ExitCode.DONE;
  }

  private AccessToken token(Halfturn halfturn) {
    try {
      return whose.scopes.isEmpty()
          ? halfturn.tokens().forSeller(app, whose.seller).get()
          : halfturn.tokens().forScopes(app, whose.scopes).get();
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        Known.sellerOfFlag(halfturn, app, whose.seller);
      }
      throw e;
    }
  }
}
