// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoredSecret;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a closed store does: nothing, and it says so. */
interface ClosingRules extends StoreUnderTest {

  @Test
  @DisplayName("closing twice is no error")
  default void closingTwiceIsNoError() {
    SecretStore store = store();
    store.close();
    store.close();
  }

  @Test
  @DisplayName("a closed store fails every call with FAILED_PRECONDITION")
  default void aClosedStoreFailsEveryCall() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));
    store().close();

    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> store().find(name));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> store().findAll(Set.of(name)));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> store().put(name, secret("two")));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> store().delete(name));
    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION,
        () -> {
          try (var names = store().names("")) {
            names.toList();
          }
        });
    assertThat(openAgain().find(name)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  @DisplayName("closing one opening of the store leaves another open")
  default void closingOneOpeningLeavesAnotherOpen() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretStore other = openAgain();
    SecretStore closed = openAgain();

    closed.close();

    other.put(name, secret("one"));
    assertThat(other.find(name)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  @DisplayName(
      "a put during closing is kept if it was acknowledged, else fails as on a closed store")
  default void aPutDuringClosingIsKeptOrRefused() throws Exception {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretStore closing = store();
    Writer writer = Writer.start(closing, name);
    writer.awaitPuts();
    closing.close();
    Writer.Ending ending = writer.awaitEnding();

    Failures.assertHasCode(ErrorCode.FAILED_PRECONDITION, ending.refusal());
    assertThat(reopen().find(name)).map(StoredSecret::value).contains(ending.lastAcknowledged());
  }
}
