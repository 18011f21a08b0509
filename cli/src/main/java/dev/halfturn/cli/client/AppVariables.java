// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import dev.halfturn.Halfturn;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The credentials of an application, as the store has them now, under a client's names. */
public final class AppVariables {

  private final Halfturn halfturn;
  private final Variables variables = new Variables();

  public AppVariables(Halfturn halfturn) {
    this.halfturn = halfturn;
  }

  /** What was added so far. */
  public Variables variables() {
    return variables;
  }

  /**
   * Adds an application and one seller, under the names that a client looks for first.
   *
   * @param naming a client's
   */
  public AppVariables addOne(String app, String seller, Naming naming) {
    addClient(app, naming);
    variables.put(naming.variable(Role.REFRESH_TOKEN), refreshToken(app, seller));
    return this;
  }

  /**
   * Adds an application and its sellers. A seller's name is put at the end of the variable's, as
   * python-amazon-sp-api has it for accounts; the default seller has none.
   *
   * @param naming a client's
   */
  public AppVariables addAll(String app, List<String> sellers, Naming naming) {
    addClient(app, naming);
    for (String seller : sellers) {
      String suffix = seller.equals(CredentialNames.DEFAULT_SELLER) ? "" : "_" + upper(seller);
      variables.put(naming.variable(Role.REFRESH_TOKEN) + suffix, refreshToken(app, seller));
    }
    return this;
  }

  /**
   * Adds an application and sellers under the names of the entries.
   *
   * @param name makes a variable's name of an entry's
   */
  public AppVariables addEntries(String app, List<String> sellers, UnaryOperator<String> name) {
    put(CredentialNames.clientId(app), clientId(app), name);
    put(CredentialNames.clientSecret(app), clientSecret(app), name);
    for (String seller : sellers) {
      put(CredentialNames.refreshToken(app, seller), refreshToken(app, seller), name);
    }
    return this;
  }

  /** {@code ERP_LWA_CLIENTSECRET}: what a shell takes for the name of a variable. */
  public static String asVariable(String text) {
    String name = upper(text);
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private void addClient(String app, Naming naming) {
    variables.put(naming.variable(Role.CLIENT_ID), clientId(app));
    variables.put(naming.variable(Role.CLIENT_SECRET), clientSecret(app));
  }

  private void put(SecretName entry, SecretValue value, UnaryOperator<String> name) {
    variables.put(name.apply(entry.value()), value);
  }

  private SecretValue clientId(String app) {
    return SecretValue.ofUtf8(halfturn.applications().clientId(app));
  }

  private SecretValue clientSecret(String app) {
    return halfturn.secrets().get(CredentialNames.clientSecret(app)).value();
  }

  private SecretValue refreshToken(String app, String seller) {
    return halfturn.secrets().get(CredentialNames.refreshToken(app, seller)).value();
  }
}
