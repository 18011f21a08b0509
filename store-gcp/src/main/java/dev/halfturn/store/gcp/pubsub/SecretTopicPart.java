// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpAccess;
import java.util.Optional;

/**
 * That the secret of a client secret tells the topic. Its moment is set when it is armed.
 *
 * @param secret its full name
 * @param topic its full name
 */
record SecretTopicPart(String secret, String topic) implements Part {

  @Override
  public String name() {
    return "secret " + secret.substring(secret.lastIndexOf('/') + 1) + ": tells the topic";
  }

  @Override
  public String service() {
    return Alarms.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    Optional<SecretAlarm> alarm = alarm(calls);
    if (alarm.isEmpty()) {
      return Finding.of(
          State.MISSING, "add the client secret first; it is armed at the next check then");
    }
    if (alarm.get().expires()) {
      return Finding.of(
          State.DIFFERENT,
          "it expires, which deletes it: gcloud secrets update "
              + secret.substring(secret.lastIndexOf('/') + 1)
              + " --remove-expiration");
    }
    return alarm.get().tells(topic) ? Finding.inOrder() : Finding.missing();
  }

  private Optional<SecretAlarm> alarm(Calls calls) {
    return Found.at(
            calls, GcpAccess.SECRET_MANAGER, "secretmanager.secrets.get", Resources.path(secret))
        .map(SecretAlarm::new);
  }

  @Override
  public void mend(Calls calls) {
    alarm(calls).flatMap(alarm -> alarm.tell(topic)).ifPresent(change -> update(calls, change));
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<SecretAlarm.Change> change = alarm(calls).flatMap(alarm -> alarm.clear(topic));
    if (change.isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    update(calls, change.get());
    return Finding.of(State.REMOVED);
  }

  private void update(Calls calls, SecretAlarm.Change change) {
    calls.change(
        GcpAccess.SECRET_MANAGER,
        "secretmanager.secrets.update",
        "PATCH",
        Resources.path(secret) + "?updateMask=" + change.mask(),
        change.body());
  }
}
