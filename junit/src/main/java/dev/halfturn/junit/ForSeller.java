// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whose tokens a parameter of type {@link dev.halfturn.token.TokenSource} gives. What is left
 * out is the only one there is; where there are several, that is an error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ForSeller {

  /** The application. */
  String app() default "";

  /** The seller. */
  String seller() default "";
}
