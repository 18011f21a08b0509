// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The Selling Partner API of the seller's region. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface SpApi {}
