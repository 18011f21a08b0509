// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** What a client of Amazon calls. Faults are ordered and calls are counted by endpoint. */
public enum Endpoint {
  /** {@code POST /auth/o2/token}. */
  TOKEN,
  /** {@code GET /sellers/v1/marketplaceParticipations}. */
  PROBE,
  /** {@code POST /applications/2023-11-30/clientSecret}. */
  ROTATE,
  /** {@code POST /tokens/2021-03-01/restrictedDataToken}. */
  RESTRICTED_TOKEN,
  /** {@code GET /orders/v0/orders/<order>/address}, which needs such a token. */
  ADDRESS,
  /** The queue and its dead letters, as SQS speaks: {@code POST /sqs}. */
  QUEUE
}
