// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.LivingSecrets;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings applications that were found into the store. Everything is asked and checked before
 * anything of an application is written; what a crash cuts off, the same import completes.
 */
final class Intake {

  private static final String USUAL_NAME = "erp";

  private final Invocation invocation;
  private final Halfturn halfturn;
  private final Answers answers;
  private final Confirmation confirmation;
  private final boolean dryRun;

  /** Names by client id of what the store has. */
  private final Map<String, String> stored = new LinkedHashMap<>();

  Intake(
      Invocation invocation,
      Halfturn halfturn,
      Answers answers,
      Confirmation confirmation,
      boolean dryRun) {
    this.invocation = invocation;
    this.halfturn = halfturn;
    this.answers = answers;
    this.confirmation = confirmation;
    this.dryRun = dryRun;
    for (String name : halfturn.applications().names()) {
      if (current(CredentialNames.clientSecret(name)).isPresent()) {
        stored.putIfAbsent(halfturn.applications().clientId(name), name);
      }
    }
  }

  /**
   * Brings one in.
   *
   * @param called how it is called where it was found, if it has a name there
   * @param several whether there are others, so that this one may be left out
   * @return what became of it; empty if it was left out
   */
  Optional<Imported> take(FoundApplication found, Optional<String> called, boolean several) {
    String suggestion = called.orElseGet(() -> suggestion(found));
    return answers
        .name(found, suggestion, called.isPresent(), several, invocation)
        .map(app -> take(found, app));
  }

  /** Brings one in under a name. */
  Imported take(FoundApplication found, String app) {
    requireOneName(found, app);
    Optional<SecretValue> current = current(CredentialNames.clientSecret(app));
    Optional<NewApplication> addition = addition(found, app, current);
    addition.ifPresent(
        one ->
            check(
                () -> halfturn.applications().checkAdd(one),
                "to bring it a new client secret, use 'halfturn rotate "
                    + app
                    + "'; to replace it, add --replace"));
    List<NewSeller> sellers = newSellers(found, app, current.isPresent());
    boolean newSecret =
        addition.map(NewApplication::clientSecret).filter(s -> !isSame(s, current)).isPresent();
    boolean replaces = newSecret && current.isPresent() && !dryRun;
    Optional<Life> life = life(app, newSecret);
    boolean changed = addition.isPresent() || !sellers.isEmpty() || life.isPresent();
    Optional<RotationStatus> status = Optional.empty();
    if (replaces) {
      confirmReplacement(app);
    }
    if (!dryRun) {
      if (changed) {
        halfturn
            .audit()
            .record(AuditEvent.of(AuditAction.APPLICATION_ADDED, app).with("by import"));
      }
      addition.ifPresent(halfturn.applications()::add);
      sellers.forEach(halfturn.applications()::addSeller);
      status =
          Optional.of(
              life.map(known -> known.declare(halfturn, app, invocation.now()))
                  .orElseGet(() -> halfturn.tracker().check(app)));
      stored.put(found.clientId(), app);
    }
    return new Imported(
        app,
        changed,
        List.copyOf(found.sellers().keySet()),
        found.places(),
        status,
        replaces ? kept(app) : List.of());
  }

  private void confirmReplacement(String app) {
    confirmation.require(
        "Replace the client secret of "
            + app
            + ", untested? Its client secrets are kept as long as they may live.",
        invocation.surroundings());
  }

  private List<String> kept(String app) {
    return new LivingSecrets(halfturn, invocation.now())
        .in(List.of(CredentialNames.previous(app), CredentialNames.inbox(app)));
  }

  private String suggestion(FoundApplication found) {
    if (stored.containsKey(found.clientId())) {
      return stored.get(found.clientId());
    }
    String name = USUAL_NAME;
    for (int i = 2; current(CredentialNames.clientSecret(name)).isPresent(); i++) {
      name = USUAL_NAME + "-" + i;
    }
    return name;
  }

  /** Under two names it would have two clocks, and a rotation of the one would break the other. */
  private void requireOneName(FoundApplication found, String app) {
    String other = stored.getOrDefault(found.clientId(), app);
    if (!other.equals(app)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "APP_EXISTS",
                  "the store has client "
                      + found.shortClientId()
                      + " as application '"
                      + other
                      + "'")
              .withHint("import it under that name"));
    }
  }

  private Optional<NewApplication> addition(
      FoundApplication found, String app, Optional<SecretValue> current) {
    boolean sameClient = app.equals(stored.get(found.clientId()));
    Optional<SecretValue> secret = found.secret().or(() -> sameClient ? current : Optional.empty());
    if (secret.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  "no client secret was found with client " + found.shortClientId())
              .withHint("add it by 'halfturn app add " + app + " --client-id ID'"));
    }
    boolean isStored = sameClient && current.equals(secret);
    return isStored && answers.region.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NewApplication(
                app, found.clientId(), secret.get(), answers.region, isStored || answers.replace));
  }

  /** Those of the sellers that the store lacks, or has otherwise and is to replace. */
  private List<NewSeller> newSellers(FoundApplication found, String app, boolean appExists) {
    List<NewSeller> sellers = new ArrayList<>();
    found
        .sellers()
        .forEach(
            (seller, token) -> {
              SecretName entry = CredentialNames.refreshToken(app, seller);
              if (!current(entry).equals(Optional.of(token))) {
                NewSeller addition =
                    new NewSeller(app, seller, token, Optional.empty(), answers.replace);
                check(
                    () -> checkSeller(addition, appExists),
                    "if the seller has authorized anew, add --replace");
                sellers.add(addition);
              }
            });
    return sellers;
  }

  private void checkSeller(NewSeller addition, boolean appExists) {
    if (appExists) {
      halfturn.applications().checkAddSeller(addition);
    } else {
      halfturn.applications().checkAddSellerOfNewApplication(addition);
    }
  }

  /** Says of what exists by which flag it would go. */
  private static void check(Runnable check, String hint) {
    try {
      check.run();
    } catch (HalfturnException e) {
      throw e.code() == ErrorCode.CONFLICT
          ? new HalfturnException(Problem.of(e.code(), e.reason(), e.getMessage()).withHint(hint))
          : e;
    }
  }

  /** What is to be known from now on; asked for only where nothing is known. */
  private Optional<Life> life(String app, boolean newSecret) {
    Optional<Life> said = answers.life().map(this::plausible);
    if (said.isPresent()) {
      return said;
    }
    boolean known = !newSecret && halfturn.tracker().status(app).secret().expiry().isPresent();
    boolean mayAsk = newSecret || invocation.surroundings().terminal().canAsk();
    return known || !mayAsk
        ? Optional.empty()
        : Optional.of(answers.life(this::plausible, invocation));
  }

  private Life plausible(Life life) {
    life.requirePlausible(halfturn.configuration().rotation().lifetime(), invocation.now());
    return life;
  }

  private static boolean isSame(SecretValue secret, Optional<SecretValue> current) {
    return current.map(secret::equals).orElse(false);
  }

  private Optional<SecretValue> current(SecretName entry) {
    return halfturn.secrets().find(entry).map(StoredSecret::value);
  }
}
