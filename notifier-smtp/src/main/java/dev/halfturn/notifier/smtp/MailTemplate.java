// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.halfturn.spi.HalfturnException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A template that is known to work: it names nothing that does not exist. */
final class MailTemplate {

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).withCollector(new MapsOnly());
  private static final Set<String> OF_MUSTACHE = Set.of(".", "this", "-first", "-last", "-index");

  private final Template template;

  private MailTemplate(Template template) {
    this.template = template;
  }

  /**
   * Reads a template.
   *
   * @param name what to call it in a message
   * @param samples models of which each name that may be used is in one
   * @throws HalfturnException that says what is wrong with it
   */
  static MailTemplate of(String name, String source, Iterable<Map<String, Object>> samples) {
    try {
      // what is missing where it is looked for by then is empty, rather than the end of a mail
      MailTemplate made = new MailTemplate(COMPILER.defaultValue("").compile(source));
      Names names = new Names(samples);
      made.template.visit(names);
      if (!names.unknown.isEmpty()) {
        throw broken(name, "does not exist there: " + String.join(", ", names.unknown));
      }
      Template strict = COMPILER.strictSections(true).compile(source);
      samples.forEach(strict::execute);
      return made;
    } catch (MustacheException e) {
      throw broken(name, e.getMessage());
    }
  }

  private static HalfturnException broken(String name, String why) {
    return SmtpProblems.invalid(
        "template '" + name + "' is broken: " + why,
        "see the names that a template may use in the guide to notifier smtp");
  }

  String fill(Map<String, Object> model) {
    return template.execute(model);
  }

  /** Looks at each tag. */
  private static final class Names implements Mustache.Visitor {

    private final Set<String> known = new TreeSet<>(OF_MUSTACHE);
    private final Set<String> unknown = new TreeSet<>();

    Names(Iterable<Map<String, Object>> samples) {
      samples.forEach(this::learn);
    }

    private void learn(Map<?, ?> model) {
      model.forEach(
          (name, value) -> {
            known.add((String) name);
            if (value instanceof Iterable<?> list) {
              list.forEach(one -> learn((Map<?, ?>) one));
            }
          });
    }

    private boolean see(String name) {
      if (!known.contains(name)) {
        unknown.add(name);
      }
      return true;
    }

    @Override
    public void visitText(String text) {
      // the library takes it for text
      if (text.contains("{{")) {
        throw new MustacheException("a tag is not closed");
      }
    }

    @Override
    public void visitVariable(String name) {
      see(name);
    }

    @Override
    public boolean visitInclude(String name) {
      unknown.add("> " + name);
      return false;
    }

    @Override
    public boolean visitParent(String name) {
      unknown.add("< " + name);
      return false;
    }

    @Override
    public boolean visitBlock(String name) {
      unknown.add("$ " + name);
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      return see(name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      return see(name);
    }
  }
}
