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

  private VerbExits() {}

  /** Number and meaning; all there are for what is a group of verbs. */
  public static Map<String, String> of(CommandSpec verb) {
    String name = verb.qualifiedName().replaceFirst("^\\S+ ?", "");
    if (name.equals("check")) {
      return ofCheck();
    }
    Map<String, String> list = new LinkedHashMap<>();
    codes(name).forEach(code -> list.put(String.valueOf(code.number()), code.meaning()));
    return list;
  }

  private static Set<ExitCode> codes(String verb) {
    return switch (verb) {
      case "demo", "doctor", "completion", "version" -> ANY;
      case "store list", "plugins", "config check", "config show" -> CONFIGURED;
      case "config set" -> and(CONFIGURED, ExitCode.REFUSED);
      case "store policy", "store calibrate" -> and(CONFIGURED, ExitCode.UNSUPPORTED);
      case "init" -> MAKES_STORE;
      case "store init" -> and(MAKES_STORE, ExitCode.PERMISSION_DENIED);
      case "app list",
          "seller list",
          "status",
          "history",
          "diff",
          "secret names",
          "store caps",
          "store verify",
          "key list" ->
          READS;
      case "secret get" -> and(READS, ExitCode.REFUSED);
      case "audit" -> and(CONFIGURED, ExitCode.UNREACHABLE);
      case "audit verify" -> and(CONFIGURED, ExitCode.UNREACHABLE, ExitCode.STORE_DAMAGED);
      case "export" -> and(READS, ExitCode.UNREACHABLE, ExitCode.REFUSED);
      case "notify test", "notify setup" -> and(READS, ExitCode.REFUSED);
      case "scheduler apply", "scheduler verify", "scheduler remove" ->
          and(READS, ExitCode.UNREACHABLE, ExitCode.REFUSED);
      case "queue setup", "queue verify" -> and(READS, ExitCode.UNREACHABLE);
      case "queue remove" -> and(READS, ExitCode.UNREACHABLE, ExitCode.ROTATION_PENDING);
      case "token" -> EXCHANGES;
      case "test" -> and(EXCHANGES, ExitCode.SECRET_EXPIRED);
      case "exec" -> and(EXCHANGES, ExitCode.NOT_EXECUTABLE, ExitCode.COMMAND_NOT_FOUND);
      case "remind", "seller set", "store test", "store recover" -> WRITES;
      case "ack",
          "app remove",
          "seller add",
          "seller remove",
          "copy",
          "secret set",
          "secret delete",
          "store rekey",
          "key add",
          "key remove" ->
          REFUSES;
      case "app add" -> and(REFUSES, ExitCode.ROTATION_PENDING);
      case "serve" -> and(REFUSES, ExitCode.UNREACHABLE);
      case "import" -> and(REFUSES, VERDICTS);
      case "rotate" ->
          and(
              REFUSES,
              ExitCode.UNREACHABLE,
              ExitCode.NOTHING_TO_DO,
              ExitCode.ROTATION_PENDING,
              ExitCode.NEW_SECRET_FAILED);
      case "rollback" ->
          and(
              REFUSES,
              ExitCode.UNREACHABLE,
              ExitCode.ROTATION_PENDING,
              ExitCode.CLIENT_REFUSED,
              ExitCode.SECRET_EXPIRED);
      case "simulate" ->
          EnumSet.of(ExitCode.FAILED, ExitCode.USAGE, ExitCode.CONFLICT, ExitCode.INTERRUPTED);
      case "simulate show" -> and(STEERS_SIMULATOR, ExitCode.NOT_FOUND);
      case "simulate app",
          "simulate rotate",
          "simulate advance",
          "simulate revoke",
          "simulate fault",
          "simulate rules",
          "simulate state" ->
          STEERS_SIMULATOR;
      default -> EnumSet.allOf(ExitCode.class);
    };
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
