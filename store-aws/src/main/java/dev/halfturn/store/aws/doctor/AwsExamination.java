// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looks at what a store needs from an AWS account, and at what others have built beside it by
 * Amazon's blog post on rotation. Only reads, asks for no secret value, and raises nothing: what
 * cannot be looked at is said to be unknown.
 */
public final class AwsExamination {

  private final AwsAccess access;
  private final Look look;
  private final Map<String, String> environment;

  public AwsExamination(AwsAccess access, AwsCall call) {
    this(access, call, System.getenv());
  }

  AwsExamination(AwsAccess access, AwsCall call, Map<String, String> environment) {
    this.access = access;
    this.look = new Look(call, access.owner());
    this.environment = Map.copyOf(environment);
  }

  /** All about a store of kind {@code aws-ssm}, in the order in which it is to be read. */
  public List<Observed> examine(ParameterStore store) {
    List<Observed> observed = new ArrayList<>();
    new Identity(access, look, environment)
        .examine(store.instance(), observed)
        .ifPresent(
            caller -> {
              ParameterLook parameters = new ParameterLook(look, store);
              observed.addAll(parameters.reach());
              String parameter =
                  store.parameters().values().stream().findFirst().orElse("/halfturn");
              observed.addAll(
                  key(
                      store.key(),
                      ParameterStore.EVERYBODYS_KEY,
                      Map.of("PARAMETER_ARN", caller.arnOf("ssm", path(parameter)))));
              observed.add(
                  store.parameters().isEmpty()
                      ? Rights.unknown("not known before there is an application")
                      : rights(caller, store.policy(), store.instance()));
              observed.addAll(parameters.faults());
              observed.addAll(new RuleLook(look).examine(store, parameters.told()));
            });
    return observed;
  }

  /** All about a store of kind {@code aws-secrets-manager}, in the order in which it is read. */
  public List<Observed> examine(SecretsManager store) {
    List<Observed> observed = new ArrayList<>();
    new Identity(access, look, environment)
        .examine(store.instance(), observed)
        .ifPresent(
            caller -> {
              observed.addAll(new SecretLook(look).examine(store.secrets()));
              store
                  .key()
                  .ifPresent(
                      key ->
                          observed.addAll(
                              key(
                                  key,
                                  SecretsManager.EVERYBODYS_KEY,
                                  Map.of(
                                      "SecretARN", caller.arnOf("secretsmanager", "secret:x")))));
              observed.add(rights(caller, store.policy(), store.instance()));
            });
    return observed;
  }

  private static String path(String parameter) {
    return parameter.startsWith("/") ? "parameter" + parameter : "parameter/" + parameter;
  }

  private List<Observed> key(String key, String everybodys, Map<String, String> context) {
    boolean isEverybodys = key.equals(everybodys);
    List<Observed> observed = new ArrayList<>();
    try {
      Observed described =
          KeyVerdict.described(
              key,
              Answers.object(
                  look.json("kms", "TrentService.DescribeKey", Map.of("KeyId", key))
                      .get("KeyMetadata")));
      observed.add(described);
      if (described.level() == Level.OK && !isEverybodys) {
        KeyVerdict.used(
                "encrypt",
                failure(
                    "TrentService.Encrypt",
                    Map.of(
                        "KeyId",
                        key,
                        "Plaintext",
                        "aGFsZnR1cm4=",
                        "EncryptionContext",
                        context,
                        "DryRun",
                        true)))
            .ifPresent(observed::add);
      }
    } catch (HalfturnException e) {
      observed.add(KeyVerdict.refused(key, isEverybodys, e));
    }
    return observed;
  }

  private Optional<HalfturnException> failure(String target, Map<String, ?> input) {
    try {
      look.json("kms", target, input);
      return Optional.empty();
    } catch (HalfturnException e) {
      return Optional.of(e);
    }
  }

  private Observed rights(Caller caller, Function<Caller, String> policy, String instance) {
    if (caller.isRoot()) {
      return Observed.of(Level.WARNING, "rights", "the root of the account may do everything")
          .advising("use a role with what 'halfturn store policy " + instance + "' prints");
    }
    Optional<String> source = caller.policySource();
    if (source.isEmpty()) {
      return Rights.unknown("nobody can tell for " + caller.arn());
    }
    Set<String> denied = new TreeSet<>();
    try {
      for (String question : Rights.questions(source.get(), policy.apply(caller))) {
        denied.addAll(Rights.denied(look.form("iam", question)));
      }
      return Rights.verdict(denied, instance);
    } catch (HalfturnException e) {
      return Rights.unknown("not known: " + e.getMessage());
    }
  }
}
