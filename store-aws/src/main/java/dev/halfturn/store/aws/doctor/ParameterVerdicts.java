// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be thought of parameters, by what DescribeParameters says of them. */
final class ParameterVerdicts {

  private static final String LABEL = "parameter";
  private static final String SPELT = "clientsecret";
  private static final String MISSPELT = "cliensecret";

  private ParameterVerdicts() {}

  /** How Amazon's blog post spells a client secret's parameter; empty if it is none. */
  static Optional<String> misspelt(String parameter) {
    return parameter.endsWith("/" + SPELT)
        ? Optional.of(parameter.substring(0, parameter.length() - SPELT.length()) + MISSPELT)
        : Optional.empty();
  }

  /**
   * What is wrong with one parameter, or worth a word.
   *
   * @param metadata as DescribeParameters gives it
   */
  static List<Observed> of(ParameterStore store, Map<String, Object> metadata) {
    String name = Answers.text(metadata, "Name");
    Optional<SecretName> entry = store.entry(name);
    List<Observed> observed = new ArrayList<>();
    if (entry.isEmpty()) {
      isReadByOthers(store, name).ifPresent(observed::add);
      return observed;
    }
    if (ParameterStore.isSecret(entry.get())
        && !Answers.text(metadata, "Type").equals("SecureString")) {
      observed.add(inTheClear(name));
    }
    if (ParameterStore.isClientSecret(entry.get()) && name.endsWith(MISSPELT)) {
      observed.add(
          Observed.of(
              Level.OK,
              LABEL,
              name + " is adopted: readers built by Amazon's blog post read that misspelt name"));
    }
    List<String> policies =
        Answers.objects(metadata, "Policies").stream()
            .map(policy -> Answers.text(policy, "PolicyType"))
            .toList();
    if (policies.contains("Expiration")) {
      observed.add(isDeletedByItself(name, Answers.text(metadata, "KeyId")));
    }
    if (policies.contains("NoChangeNotification")) {
      observed.add(
          Observed.of(
              Level.OK,
              LABEL,
              name
                  + ": its NoChangeNotification counts from the last edit, whatever that was;"
                  + " Halfturn's reminders count from Amazon's date"));
    }
    if (Answers.text(metadata, "Tier").equals("Advanced")) {
      observed.add(
          Observed.of(Level.OK, LABEL, name + " is of tier advanced, which AWS charges for"));
    }
    return observed;
  }

  private static Observed inTheClear(String name) {
    return Observed.of(Level.FAILURE, LABEL, name + " holds a secret as a String, not encrypted")
        .advising(
            "aws ssm delete-parameter --name "
                + name
                + "; after 30 s add it again with halfturn, then rotate: it has been readable");
  }

  private static Observed isDeletedByItself(String name, String key) {
    return Observed.of(
            Level.FAILURE, LABEL, name + " has a policy of type Expiration, which deletes it")
        .advising(
            "aws ssm get-parameter --with-decryption --query Parameter.Value --output text --name "
                + name
                + " | tr -d '\\n' | aws ssm put-parameter --type SecureString --overwrite --policies"
                + " '[{}]' --value file:///dev/stdin --key-id "
                + key
                + " --name "
                + name);
  }

  /** The misspelt parameter beside the one that is used. */
  private static Optional<Observed> isReadByOthers(ParameterStore store, String name) {
    return store.parameters().entrySet().stream()
        .filter(entry -> misspelt(entry.getValue()).filter(name::equals).isPresent())
        .findFirst()
        .map(
            entry ->
                Observed.of(
                        Level.WARNING,
                        LABEL,
                        name
                            + " is there beside "
                            + entry.getValue()
                            + ": readers that were built by Amazon's blog post read the misspelt"
                            + " one, which is not rotated")
                    .advising(
                        "set store."
                            + store.instance()
                            + ".alias."
                            + entry.getKey().value()
                            + "="
                            + name
                            + " and delete the other once nobody reads it"));
  }
}
