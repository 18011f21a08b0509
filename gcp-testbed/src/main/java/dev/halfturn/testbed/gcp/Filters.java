// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The filters of lists, as far as they are understood here: terms {@code name:part}, {@code
 * labels.key=value} and {@code state:ENABLED}, joined by AND. All else is refused.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/filtering">filtering</a>
 */
final class Filters {

  private Filters() {}

  static Predicate<Secret> secrets(String filter) {
    Predicate<Secret> all = secret -> true;
    for (String term : terms(filter)) {
      if (term.startsWith("name:")) {
        String part = term.substring("name:".length()).toLowerCase(Locale.ROOT);
        all = all.and(secret -> secret.getName().toLowerCase(Locale.ROOT).contains(part));
      } else if (term.matches("labels\\.[^=]+=.*")) {
        String[] label = term.substring("labels.".length()).split("=", 2);
        all = all.and(secret -> label[1].equals(secret.getLabelsMap().get(label[0])));
      } else {
        throw GcpError.invalid("filter is not understood: " + term);
      }
    }
    return all;
  }

  static Predicate<SecretVersion> versions(String filter) {
    Predicate<SecretVersion> all = version -> true;
    for (String term : terms(filter)) {
      if (!term.startsWith("state:")) {
        throw GcpError.invalid("filter is not understood: " + term);
      }
      String state = term.substring("state:".length());
      all = all.and(version -> version.getState().name().equals(state));
    }
    return all;
  }

  private static String[] terms(String filter) {
    return filter.isBlank() ? new String[0] : filter.strip().split(" AND ");
  }
}
