// SPDX-License-Identifier: Apache-2.0
/** Calls to the Selling Partner API by OkHttp, with the tokens of Halfturn. */
module dev.halfturn.okhttp {
  requires transitive dev.halfturn;
  requires transitive okhttp3;

  exports dev.halfturn.okhttp;
}
