// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import com.azure.core.credential.TokenRequestContext;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.call.AzureOptions;
import dev.halfturn.store.azure.call.CredentialLink;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.store.azure.vault.VaultNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What is right and what is wrong with a vault. Rights are found by asking about a version that
 * does not exist, of the applications' own secrets where any are known: who is told that there is
 * none has the right, who is refused has not. Reads no value, changes nothing, raises nothing.
 */
public final class VaultExamination {

  /** A name that no entry has: it is no application's. */
  private static final String NOWHERE = "halfturn-doctor-asks-for-what-is-not-there";

  /** A version that no secret has. */
  private static final String NO_VERSION = "0".repeat(32);

  private static final int NOT_FOUND = 404;

  private final AzureAccess access;
  private final PluginConfig config;

  /**
   * @param config of a store {@code azure-key-vault}
   */
  public VaultExamination(AzureAccess access, PluginConfig config) {
    this.access = access;
    this.config = config;
  }

  /** In the order in which it is to be read. */
  public List<Observed> examine(SortedSet<String> apps) {
    List<Observed> observed = new ArrayList<>();
    URI endpoint = KeyVaultOptions.address(config);
    String scope = scope(endpoint);
    try {
      String token =
          access.credential().getTokenSync(new TokenRequestContext().addScopes(scope)).getToken();
      observed.add(
          Observed.of(
              Level.OK,
              "credentials",
              "by "
                  + access.link().map(CredentialLink::label).orElse("what was given")
                  + TokenClaims.of(token).text()));
    } catch (HalfturnException e) {
      Observed failure = Observed.of(Level.FAILURE, "credentials", e.getMessage());
      observed.add(e.hint().map(failure::advising).orElse(failure));
      return observed;
    }
    look(new Vault(access, endpoint, scope), apps, observed);
    return observed;
  }

  /** Of the cloud in which the vault lies; a test bed takes what is for the public one. */
  private static String scope(URI endpoint) {
    String host = endpoint.getHost();
    int vault = host.indexOf(".vault.");
    return AzureOptions.isThisMachine(endpoint) || vault < 0
        ? "https://vault.azure.net/.default"
        : "https://" + host.substring(vault + 1) + "/.default";
  }

  private void look(Vault vault, SortedSet<String> apps, List<Observed> observed) {
    String name = KeyVaultOptions.vaultName(config);
    Answer list = vault.get("/secrets?maxresults=1");
    Observed reached = Verdicts.reached(name, list);
    observed.add(reached);
    if (reached.level() != Level.OK) {
      return;
    }
    if (apps.isEmpty()) {
      observed.add(Verdicts.rights("rights", probes(vault, NOWHERE, list, true)));
    }
    observed.add(
        Observed.of(
            Level.UNKNOWN, "right to write", "shows by writing alone: halfturn store test"));
    VaultNames names = VaultNames.of(config);
    for (String app : apps) {
      String secret = names.raw(new SecretName(app + "/lwa/clientsecret"));
      Answer deleted = vault.get("/deletedsecrets/" + secret);
      observed.add(
          Verdicts.rights(
              "rights on " + secret, probes(vault, secret, list, deleted.status() == NOT_FOUND)));
      Verdicts.deleted(name, secret, deleted)
          .ifPresentOrElse(
              observed::add,
              () -> observed.addAll(Verdicts.newest(name, secret, vault.versions(secret))));
    }
  }

  /**
   * Answers about what is not there, by what the right is called.
   *
   * @param mayRecover whether nothing would be recovered
   */
  private static Map<String, Answer> probes(
      Vault vault, String secret, Answer list, boolean mayRecover) {
    Map<String, Answer> probes = new LinkedHashMap<>();
    probes.put("get", vault.get("/secrets/" + secret + "/" + NO_VERSION));
    probes.put("list", list);
    probes.put("update", vault.patch("/secrets/" + secret + "/" + NO_VERSION));
    if (mayRecover) {
      probes.put("recover", vault.post("/deletedsecrets/" + secret + "/recover"));
    }
    return probes;
  }
}
