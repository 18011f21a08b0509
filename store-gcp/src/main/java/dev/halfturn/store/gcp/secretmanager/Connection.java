// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.httpjson.HttpJsonTransportChannel;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;

/**
 * A client and the channel by which it speaks, which the client does not close by itself.
 *
 * @param client of Secret Manager
 * @param channel of the client alone
 */
record Connection(SecretManagerServiceClient client, HttpJsonTransportChannel channel)
    implements AutoCloseable {

  @Override
  public void close() {
    client.close();
    channel.close();
  }
}
