// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the public types of a module look like from outside. */
final class Signatures {

  private Signatures() {}

  static List<String> of(BuiltModule module) {
    List<String> lines = new ArrayList<>();
    for (JavaClass found : module.classes()) {
      Class<?> type = found.reflect();
      if (isVisible(type)) {
        lines.add(line(type, heading(type)));
        members(type).map(member -> line(type, member)).forEach(lines::add);
      }
    }
    return lines;
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Of our own making: what the JDK writes changes with its version. */
  private static String heading(Class<?> type) {
    List<String> words = new ArrayList<>();
    words.add(kind(type));
    Arrays.stream(type.getTypeParameters()).map(name -> "<" + name + ">").forEach(words::add);
    if (!type.isInterface() && type.getSuperclass() != Object.class) {
      words.add("extends " + type.getGenericSuperclass().getTypeName());
    }
    for (Type parent : type.getGenericInterfaces()) {
      words.add("implements " + parent.getTypeName());
    }
    if (type.isSealed()) {
      words.add("permits");
      Arrays.stream(type.getPermittedSubclasses()).map(Class::getName).sorted().forEach(words::add);
    }
    return String.join(" ", words);
  }

  private static String kind(Class<?> type) {
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    if (type.isRecord()) {
      return "record";
    }
    int relevant = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
    return (Modifier.toString(relevant) + " class").strip();
  }

  private static Stream<String> members(Class<?> type) {
    return Stream.of(
            Arrays.stream(type.getDeclaredFields())
                .filter(Signatures::isShown)
                .map(Field::toGenericString),
            Arrays.stream(type.getDeclaredConstructors())
                .filter(Signatures::isShown)
                .map(Constructor::toGenericString),
            Arrays.stream(type.getDeclaredMethods())
                .filter(Signatures::isShown)
                .map(Method::toGenericString))
        .flatMap(lines -> lines);
  }

  private static boolean isShown(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  /** Without the names of packages, and with the name of the type only in front. */
  private static String line(Class<?> type, String text) {
    String owner = type.getName().substring(type.getPackageName().length() + 1);
    String brief = text.replaceAll("\\b([a-z]\\w*\\.)+", "");
    return owner + ": " + brief.replace(" " + owner + ".", " ");
  }
}
