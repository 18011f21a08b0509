// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of one seller of an application: {@code @Seller("erp/acme-us") TokenSource}. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface Seller {

  /** Application and seller as commands and messages have them: {@code erp/acme-us}. */
  String value();

  /** The {@link Account} the application belongs to; none unless said. */
  String account() default "";
}
