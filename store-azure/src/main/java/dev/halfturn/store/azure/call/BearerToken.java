// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import java.net.URI;

/** Puts a token to each request; in clear text only to a test bed on this machine. */
final class BearerToken extends BearerTokenAuthenticationPolicy {

  BearerToken(TokenCredential credential, String scope) {
    super(credential, scope);
  }

  @Override
  public HttpResponse processSync(
      HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    String url = context.getHttpRequest().getUrl().toString();
    if (url.startsWith("https://") || !AzureOptions.isThisMachine(URI.create(url))) {
      return super.processSync(context, next);
    }
    authorizeRequestSync(context);
    return next.processSync();
  }
}
