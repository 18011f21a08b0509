// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What became of the tests of one class that extends a contract, by the name of the method. */
final class ContractRun {

  private final String test;
  private final Map<String, String> results;
  private final Set<String> overridden;

  private ContractRun(String test, Map<String, String> results, Set<String> overridden) {
    this.test = test;
    this.results = results;
    this.overridden = overridden;
  }

  /** Of what the build has left. Without a report, a run of nothing. */
  static ContractRun of(BuiltModule module, String test) {
    Path report = module.target().resolve("surefire-reports/TEST-" + test + ".xml");
    return new ContractRun(
        test,
        Files.exists(report) ? results(report) : Map.of(),
        ownMethods(module.target().resolve("test-classes"), test));
  }

  static ContractRun of(Path report, String test) {
    return new ContractRun(test, results(report), Set.of());
  }

  ContractRun overriding(String method) {
    return new ContractRun(test, results, Set.of(method));
  }

  boolean overrides(String method) {
    return overridden.contains(method);
  }

  /** Whether the class has the contract that declares the line at all. */
  boolean knows(ContractLine line) {
    return results.containsKey(line.method());
  }

  /** Why the line does not count as held; empty if it does. */
  Optional<String> complaint(ContractLine line) {
    if (!knows(line)) {
      return Optional.of(line + " was not run by " + test);
    }
    if (overrides(line.method())) {
      return Optional.of(line + " is overridden by " + test);
    }
    String result = results.get(line.method());
    return result.equals("passed")
        ? Optional.empty()
        : Optional.of(line + " in " + test + ": " + result);
  }

  private static Map<String, String> results(Path report) {
    Map<String, String> results = new TreeMap<>();
    var cases = document(report).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element found = (Element) cases.item(i);
      String method = found.getAttribute("name").replaceFirst("[({\\[].*", "");
      results.merge(method, result(found), (one, other) -> one.equals("passed") ? other : one);
    }
    return results;
  }

  private static String result(Element found) {
    return Stream.of("failure", "error", "skipped")
        .filter(name -> found.getElementsByTagName(name).getLength() > 0)
        .findFirst()
        .orElse("passed");
  }

  private static Document document(Path report) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(report.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("unreadable: " + report, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A contract's method among them would say nothing of the store any more. */
  private static Set<String> ownMethods(Path classesFolder, String test) {
    Path file = classesFolder.resolve(test.replace('.', '/') + ".class");
    if (!Files.exists(file)) {
      return Set.of();
    }
    JavaClass type = new ClassFileImporter().importPath(file).get(test);
    Set<String> methods =
        type.getMethods().stream().map(JavaMethod::getName).collect(Collectors.toSet());
    type.getRawSuperclass()
        .ifPresent(above -> methods.addAll(ownMethods(classesFolder, above.getName())));
    return methods;
  }
}
