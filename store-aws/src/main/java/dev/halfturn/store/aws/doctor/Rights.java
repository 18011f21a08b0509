// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether somebody has the rights of a policy, as IAM simulates it. */
final class Rights {

  private static final String LABEL = "rights";
  private static final String VERSION = "2010-05-08";

  private Rights() {}

  /**
   * The questions of a policy, each a form. Those about keys are left out: a key's own policy
   * decides, which IAM does not simulate.
   *
   * @param source whose policies count
   * @param policy a document of IAM
   */
  static List<String> questions(String source, String policy) {
    List<String> forms = new ArrayList<>();
    for (Map<String, Object> statement : Answers.objects(Answers.parse(policy), "Statement")) {
      List<String> actions =
          Answers.list(statement.get("Action")).stream()
              .map(String::valueOf)
              .filter(action -> !action.startsWith("kms:"))
              .toList();
      if (!actions.isEmpty()) {
        forms.add(form(source, actions, Answers.list(statement.get("Resource"))));
      }
    }
    return forms;
  }

  private static String form(String source, List<String> actions, List<Object> resources) {
    StringBuilder form =
        new StringBuilder("Action=SimulatePrincipalPolicy&Version=").append(VERSION);
    form.append("&PolicySourceArn=").append(encoded(source));
    for (int i = 0; i < actions.size(); i++) {
      form.append("&ActionNames.member.").append(i + 1).append('=').append(encoded(actions.get(i)));
    }
    for (int i = 0; i < resources.size(); i++) {
      form.append("&ResourceArns.member.").append(i + 1).append('=');
      form.append(encoded(String.valueOf(resources.get(i))));
    }
    return form.append("&MaxItems=1000").toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The actions that an answer denies, for one resource at least. */
  static Set<String> denied(String answer) {
    Set<String> denied = new TreeSet<>();
    for (List<String> result : Answers.records(answer, List.of("EvalActionName", "EvalDecision"))) {
      if (!result.get(1).equals("allowed")) {
        denied.add(result.get(0));
      }
    }
    return denied;
  }

  /**
   * What denied actions come to: without reading nothing works, without the others nothing rotates.
   *
   * @param denied empty if all are allowed
   */
  static Observed verdict(Set<String> denied, String instance) {
    if (denied.isEmpty()) {
      return Observed.of(Level.OK, LABEL, "all that 'halfturn store policy' prints");
    }
    boolean reading = denied.stream().anyMatch(Rights::reads);
    return Observed.of(
            reading ? Level.FAILURE : Level.WARNING,
            LABEL,
            "missing: " + String.join(", ", denied) + (reading ? "" : " (reading is allowed)"))
        .advising("give what 'halfturn store policy " + instance + "' prints");
  }

  private static boolean reads(String action) {
    return action.endsWith(":GetParameters")
        || action.endsWith(":GetParameter")
        || action.endsWith(":GetSecretValue");
  }

  static Observed unknown(String why) {
    return Observed.of(Level.UNKNOWN, LABEL, why).advising("halfturn store test");
  }
}
