// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.TokenSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
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

  @Option(
      names = "--fresh",
      description = "Ask Amazon, even if a token is kept from before (token.cache=disk).")
  boolean fresh;

  @Option(names = "--reveal", description = "Write it even to a terminal.")
  boolean reveal;

  Token(Invocation invocation) {
    super(invocation);
  }

  /** {@code token <app>} and {@code token <app> --seller SELLER}, if that is all there is. */
  static Optional<Verb> plain(String[] args, Invocation invocation) {
    boolean isPlain =
        args.length == 2 || (args.length == 4 && args[2].equals("--seller") && isWord(args[3]));
    if (!isPlain || !isWord(args[1])) {
      return Optional.empty();
    }
    Token token = new Token(invocation);
    token.app = args[1];
    if (args.length == 4) {
      token.whose.seller = args[3];
    }
    return Optional.of(token);
  }

  private static boolean isWord(String argument) {
    return !argument.isEmpty() && !argument.startsWith("-");
  }

  @Override
  protected ExitCode run() {
    invocation.refuseTerminal(reveal);
    if (fresh || !invocation.configuration().keepsTokens()) {
      TrustStore.readAhead();
    }
    AtomicReference<SecretOrigin> used = new AtomicReference<>();
    try (Halfturn halfturn = invocation.open(way -> way.uses((of, origin) -> used.set(origin)))) {
      AccessToken token = token(halfturn);
      Optional<SecretOrigin> secret = Optional.ofNullable(used.get());
      Map<String, Object> members = JsonText.object();
      members.put("app", app);
      members.put("seller", whose.scopes.isEmpty() ? whose.seller : null);
      members.put("scopes", whose.scopes);
      members.put("token", token.reveal());
      members.put("expiresAt", token.expiresAt());
      if (invocation.json()) {
        members.put("secret", secret.map(origin -> members(halfturn, origin)));
        invocation.document("token", members);
      } else {
        invocation.data(token.reveal());
      }
    }
    return ExitCode.DONE;
  }

  /** Of a secret that is not the current one only what is known without looking further. */
  private Map<String, Object> members(Halfturn halfturn, SecretOrigin origin) {
    RotationStatus status = halfturn.tracker().status(app);
    boolean current = origin == SecretOrigin.CURRENT;
    Optional<String> version =
        switch (origin) {
          case CURRENT -> Optional.of(status.secret().version());
          case PREVIOUS -> status.overlap().map(RotationStatus.Overlap::previousVersion);
          case INBOX -> Optional.empty();
        };
    Map<String, Object> members = JsonText.object();
    members.put("origin", origin);
    members.put("version", version);
    members.put(
        "fingerprint",
        Optional.of(status.secret().fingerprint().shortForm()).filter(known -> current));
    return members;
  }

  private AccessToken token(Halfturn halfturn) {
    try {
      TokenSource source =
          whose.scopes.isEmpty()
              ? halfturn.tokens().forSeller(app, whose.seller)
              : halfturn.tokens().forScopes(app, whose.scopes);
      if (fresh) {
        halfturn.tokens().forget(app);
      }
      return source.get();
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        Known.sellerOfFlag(halfturn, app, whose.seller);
      }
      throw e;
    }
  }
}
