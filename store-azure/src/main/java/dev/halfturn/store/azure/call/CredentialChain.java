// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.CredentialUnavailableException;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/**
 * Asks the links that the surroundings offer, in order, and stays with the first that answers. A
 * link that has something to work with and is refused ends the search: going on would work as
 * somebody else. Thread-safe.
 */
final class CredentialChain implements TokenCredential {

  private final String owner;
  private final CredentialLinks links;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<Found> answered = Optional.empty();

  private record Found(CredentialLink link, TokenCredential credential) {}

  CredentialChain(String owner, CredentialLinks links) {
    this.owner = owner;
    this.links = links;
  }

  /** The link that has answered; empty before that. */
  Optional<CredentialLink> answered() {
    return answered.map(Found::link);
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.fromCallable(() -> getTokenSync(request));
  }

  @Override
  public AccessToken getTokenSync(TokenRequestContext request) {
    asking.lock();
    try {
      return answered.isPresent() ? ask(answered.get(), request) : search(request);
    } finally {
      asking.unlock();
    }
  }

  private AccessToken search(TokenRequestContext request) {
    List<CredentialLink> offered = links.offered();
    for (CredentialLink link : offered) {
      Found found = new Found(link, links.credential(link));
      try {
        AccessToken token = found.credential().getTokenSync(request);
        answered = Optional.of(found);
        return token;
      } catch (RuntimeException e) {
        HalfturnException failure = CredentialFailure.of(owner, link, e);
        if (links.isChosen() || !hasNothing(link, e, failure)) {
          throw failure;
        }
      }
    }
    throw none(offered);
  }

  /** A machine without an identity answers as one whose identity is refused. */
  private static boolean hasNothing(
      CredentialLink link, RuntimeException failure, HalfturnException meaning) {
    return failure instanceof CredentialUnavailableException
        || (link == CredentialLink.MANAGED_IDENTITY && meaning.code() == ErrorCode.UNAUTHENTICATED);
  }

  private AccessToken ask(Found found, TokenRequestContext request) {
    try {
      return found.credential().getTokenSync(request);
    } catch (RuntimeException e) {
      throw CredentialFailure.of(owner, found.link(), e);
    }
  }

  private HalfturnException none(List<CredentialLink> offered) {
    String asked = String.join(" and ", offered.stream().map(CredentialLink::label).toList());
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAUTHENTICATED,
                owner
                    + " finds no credentials for Azure"
                    + (asked.isEmpty() ? "" : ": " + asked + " had none"))
            .withHint(
                "give it a managed identity, set AZURE_CLIENT_ID, AZURE_TENANT_ID and"
                    + " AZURE_CLIENT_SECRET, or sign in by 'az login'"));
  }
}
