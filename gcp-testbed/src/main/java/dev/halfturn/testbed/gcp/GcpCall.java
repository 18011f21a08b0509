// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.protobuf.Message;

/**
 * One call as it arrived, whatever way it came.
 *
 * @param method of the service: {@code AddSecretVersion}
 * @param resource what it is about: {@code projects/p/secrets/s}
 * @param request all of it but the payload
 */
public record GcpCall(String method, String resource, Message request) {

  /** The request as what it is. */
  public <M extends Message> M request(Class<M> type) {
    return type.cast(request);
  }
}
