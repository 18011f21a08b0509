// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * XML for Maven: it can be read; what it takes from us is in the BOM, in the version of this build;
 * what it takes from others this build takes, too.
 */
final class XmlProof implements ListingProof {

  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  @Override
  public List<String> problems(String text) {
    List<String> problems = new ArrayList<>(Bom.unknown(text));
    parsed(text)
        .ifPresentOrElse(
            document -> check(document, problems), () -> problems.add("cannot be read as XML"));
    return problems;
  }

  private static void check(Document document, List<String> problems) {
    NodeList dependencies = document.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String artifact = child(dependency, "artifactId").orElse("nothing");
      if (!child(dependency, "groupId").equals(Optional.of("dev.halfturn"))) {
        if (!isUsedHere(artifact)) {
          problems.add("this build does not use " + artifact);
        }
      } else if (!child(dependency, "version").map(XmlProof::isThisOne).orElse(true)) {
        problems.add(artifact + " is not of version " + Bom.version());
      }
    }
  }

  /** Or whatever the reader calls this one. */
  private static boolean isThisOne(String version) {
    return version.equals(Bom.version()) || version.startsWith("${");
  }

  private static boolean isUsedHere(String artifact) {
    return SourceText.files().stream()
        .filter(file -> file.getFileName().toString().equals("pom.xml"))
        .anyMatch(pom -> Listing.read(pom).contains("<artifactId>" + artifact + "</artifactId>"));
  }

  private static Optional<String> child(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0
        ? Optional.empty()
        : Optional.of(found.item(0).getTextContent().strip());
  }

  private static Optional<Document> parsed(String text) {
    String whole = "<listing>" + text.replaceFirst("^<\\?xml[^>]*\\?>", "") + "</listing>";
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DOCTYPE, true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return Optional.of(builder.parse(new InputSource(new StringReader(whole))));
    } catch (SAXException e) {
      return Optional.empty();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
