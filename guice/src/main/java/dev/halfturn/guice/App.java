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

/** Of one application: {@code @App("erp") AppTokens}. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface App {

  /** The application's name in its store. */
  String value();

  /** The {@link Account} it belongs to; none unless said. */
  String account() default "";
}
