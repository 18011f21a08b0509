// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Which exit codes a verb may end with, as its help lists them. */
public final class VerbExits {

  private static final Set<ExitCode> ANY =
      EnumSet.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.INTERRUPTED);

  /** Of what reads the configuration. */
  private static final Set<ExitCode> CONFIGURED = and(ANY, ExitCode.CONFIGURATION);

  /** Of what opens the store. */
  private static final Set<ExitCode> READS =
      and(
          CONFIGURED,
          ExitCode.PERMISSION_DENIED,
          ExitCode.NOT_FOUND,
          ExitCode.WRONG_KEY,
          ExitCode.STORE_DAMAGED,
          ExitCode.UNSUPPORTED);

  /** Of what changes it, too. */
  private static final Set<ExitCode> WRITES = and(READS, ExitCode.CONFLICT, ExitCode.NOT_DURABLE);

  /** And may find something in it that is not to be changed, or is not told to. */
  private static final Set<ExitCode> REFUSES = and(WRITES, ExitCode.REFUSED);

  private static final Set<ExitCode> MAKES_STORE =
      and(
          CONFIGURED,
          ExitCode.WRONG_KEY,
          ExitCode.CONFLICT,
          ExitCode.NOT_DURABLE,
          ExitCode.UNSUPPORTED,
          ExitCode.REFUSED);

  /** What Amazon may say. */
  private static final ExitCode[] VERDICTS = {
    ExitCode.UNREACHABLE, ExitCode.CLIENT_REFUSED, ExitCode.SELLER_REVOKED, ExitCode.THROTTLED
  };

  private static final Set<ExitCode> EXCHANGES = and(READS, VERDICTS);

  private static final Set<ExitCode> STEERS_SIMULATOR = and(ANY, ExitCode.UNREACHABLE);

  private static final Map<String, Set<ExitCode>> BY_VERB =
      Map.ofEntries(
          Map.entry("demo", ANY),
          Map.entry("init", MAKES_STORE),
          Map.entry("app add", REFUSES),
          Map.entry("app list", READS),
          Map.entry("app remove", REFUSES),
          Map.entry("seller add", REFUSES),
          Map.entry("seller list", READS),
          Map.entry("seller remove", REFUSES),
          Map.entry("import", and(REFUSES, VERDICTS)),
          Map.entry("token", EXCHANGES),
          Map.entry("test", and(EXCHANGES, ExitCode.SECRET_EXPIRED)),
          Map.entry("status", READS),
          Map.entry("remind", WRITES),
          Map.entry(
              "rotate",
              and(
                  REFUSES,
                  ExitCode.NOTHING_TO_DO,
                  ExitCode.ROTATION_PENDING,
                  ExitCode.NEW_SECRET_FAILED)),
          Map.entry(
              "rollback",
              and(
                  REFUSES,
                  ExitCode.UNREACHABLE,
                  ExitCode.ROTATION_PENDING,
                  ExitCode.CLIENT_REFUSED,
                  ExitCode.SECRET_EXPIRED)),
          Map.entry("history", READS),
          Map.entry("exec", and(EXCHANGES, ExitCode.NOT_EXECUTABLE, ExitCode.COMMAND_NOT_FOUND)),
          Map.entry("export", and(READS, ExitCode.UNREACHABLE, ExitCode.REFUSED)),
          Map.entry("copy", REFUSES),
          Map.entry("diff", READS),
          Map.entry("secret get", READS),
          Map.entry("secret set", REFUSES),
          Map.entry("secret delete", REFUSES),
          Map.entry("secret names", READS),
          Map.entry("store list", CONFIGURED),
          Map.entry("store caps", READS),
          Map.entry("store test", WRITES),
          Map.entry("store policy", and(CONFIGURED, ExitCode.UNSUPPORTED)),
          Map.entry("store init", and(MAKES_STORE, ExitCode.PERMISSION_DENIED)),
          Map.entry("store verify", READS),
          Map.entry("store recover", WRITES),
          Map.entry("store rekey", REFUSES),
          Map.entry("store calibrate", and(CONFIGURED, ExitCode.UNSUPPORTED)),
          Map.entry("key add", REFUSES),
          Map.entry("key list", READS),
          Map.entry("key remove", REFUSES),
          Map.entry("doctor", ANY),
          Map.entry("plugins", CONFIGURED),
          Map.entry("config check", CONFIGURED),
          Map.entry("config show", CONFIGURED),
          Map.entry("config set", and(CONFIGURED, ExitCode.REFUSED)),
          Map.entry(
              "simulate",
              EnumSet.of(ExitCode.FAILED, ExitCode.USAGE, ExitCode.CONFLICT, ExitCode.INTERRUPTED)),
          Map.entry("simulate app", STEERS_SIMULATOR),
          Map.entry("simulate show", and(STEERS_SIMULATOR, ExitCode.NOT_FOUND)),
          Map.entry("simulate rotate", STEERS_SIMULATOR),
          Map.entry("simulate advance", STEERS_SIMULATOR),
          Map.entry("simulate revoke", STEERS_SIMULATOR),
          Map.entry("simulate fault", STEERS_SIMULATOR),
          Map.entry("simulate rules", STEERS_SIMULATOR),
          Map.entry("simulate state", STEERS_SIMULATOR),
          Map.entry("completion", ANY),
          Map.entry("version", ANY));

  private VerbExits() {}

  /** Number and meaning; all there are for what is a group of verbs. */
  public static Map<String, String> of(CommandSpec verb) {
    String name = verb.qualifiedName().replaceFirst("^\\S+ ?", "");
    if (name.equals("check")) {
      return ofCheck();
    }
    Set<ExitCode> codes = BY_VERB.getOrDefault(name, EnumSet.allOf(ExitCode.class));
    Map<String, String> list = new LinkedHashMap<>();
    codes.forEach(code -> list.put(String.valueOf(code.number()), code.meaning()));
    return list;
  }

  /** It speaks the language of monitoring. */
  private static Map<String, String> ofCheck() {
    Map<String, String> list = new LinkedHashMap<>();
    list.put("0", "OK; with --needs-rotation: yes");
    list.put("1", "WARNING");
    list.put("2", "CRITICAL");
    list.put("3", "UNKNOWN: see the line, which says why");
    list.put("10", "with --needs-rotation: no");
    list.put("255", "with --needs-rotation: could not tell");
    return list;
  }

  private static Set<ExitCode> and(Set<ExitCode> some, ExitCode... others) {
    Set<ExitCode> all = EnumSet.copyOf(some);
    all.addAll(Set.of(others));
    return all;
  }
}
