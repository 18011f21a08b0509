// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fields, record components and parameters that hold text and are named like a secret. */
final class SecretTexts {

  private static final Pattern SECRET =
      Pattern.compile("secret|password|passphrase|token", Pattern.CASE_INSENSITIVE);

  private SecretTexts() {}

  static Stream<String> in(BuiltModule module) {
    return module.classes().stream().map(JavaClass::reflect).flatMap(SecretTexts::in);
  }

  private static Stream<String> in(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !field.isSynthetic() && !isConstant(field))
            .filter(field -> matches(field.getName(), field.getGenericType()))
            .map(field -> type.getName() + " " + field.getName());
    Stream<String> parameters =
        Stream.<Executable>concat(
                Arrays.stream(type.getDeclaredMethods()),
                Arrays.stream(type.getDeclaredConstructors()))
            .filter(code -> !code.isSynthetic())
            .flatMap(code -> Arrays.stream(code.getParameters()))
            .filter(parameter -> matches(parameter.getName(), parameter.getParameterizedType()))
            .map(parameter -> place(type, parameter));
    return Stream.concat(fields, parameters);
  }

  private static boolean isConstant(Field field) {
    return Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
  }

  private static boolean matches(String name, Type type) {
    return SECRET.matcher(name).find()
        && (type.getTypeName().contains("java.lang.String") || type.equals(char[].class));
  }

  private static String place(Class<?> type, Parameter parameter) {
    String code = parameter.getDeclaringExecutable().getName().replaceFirst(".*\\.", "");
    return type.getName() + " " + code + "(" + parameter.getName() + ")";
  }
}
