// SPDX-License-Identifier: Apache-2.0
package com.amazon.SellingPartnerAPIAA;

/** The interface of Amazon's SDK by which tokens get into it. */
public interface LWAAccessTokenCache {

  String get(Object key);

  void put(Object key, String accessToken, long tokenTTLInSeconds);
}
