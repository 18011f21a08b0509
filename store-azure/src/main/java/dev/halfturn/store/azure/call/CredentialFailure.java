// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it means that a link of the chain gave no token. Messages quote nothing but the number that
 * Microsoft Entra gives its refusals.
 */
final class CredentialFailure {

  private static final Pattern NUMBER = Pattern.compile("\\bAADSTS[0-9]{3,8}\\b");

  private static final Map<String, String> HINTS =
      Map.of(
          "AADSTS7000222",
          "the application's secret has expired: make a new one and set it",
          "AADSTS7000215",
          "the application's secret is wrong: give its value, not its id",
          "AADSTS700016",
          "the directory does not know the application: see tenant-id and client-id",
          "AADSTS90002",
          "there is no such directory: see tenant-id, and authority-host for a sovereign cloud",
          "AADSTS700213",
          "no federated credential of the application fits this workload: see its subject");

  private CredentialFailure() {}

  static HalfturnException of(String owner, CredentialLink link, RuntimeException failure) {
    Optional<HalfturnException> known = AzureFailure.known(owner, "Microsoft Entra", failure);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<String> number = number(failure);
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAUTHENTICATED,
                owner
                    + " gets no token by "
                    + link.label()
                    + number.map(text -> ": " + text).orElse(""))
            .withHint(number.map(HINTS::get).orElseGet(() -> hint(link))));
  }

  private static Optional<String> number(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      Matcher matcher = NUMBER.matcher(String.valueOf(cause.getMessage()));
      if (matcher.find()) {
        return Optional.of(matcher.group());
      }
    }
    return Optional.empty();
  }

  private static String hint(CredentialLink link) {
    return switch (link) {
      case OPTIONS -> "see the options tenant-id, client-id and client-secret";
      case ENVIRONMENT -> "see AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";
      case WORKLOAD_IDENTITY ->
          "see the service account's annotations and the federated credential";
      case MANAGED_IDENTITY ->
          "give the machine or function an identity; if it has several, set client-id";
      case CLI -> "sign in: az login";
    };
  }
}
