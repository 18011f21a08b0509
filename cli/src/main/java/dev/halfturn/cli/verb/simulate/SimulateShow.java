// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.simulator.SimulatorControl;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code halfturn simulate show}. */
@Command(
    name = "show",
    header = "Writes one made-up credential of an application, or settings, and nothing else.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn simulate show erp client-secret | halfturn app add erp --client-id ... -",
      "  halfturn simulate show erp refresh-token/acme-us | halfturn seller add erp acme-us -",
      "  halfturn simulate show erp issuer >> ~/.config/halfturn/config.yaml"
    })
public final class SimulateShow extends Verb {

  private static final String REFRESH_TOKEN = "refresh-token/";
  private static final String PYTHON_FILE = "credentials.yml";
  private static final String ISSUER = "issuer";

  @Parameters(index = "0", paramLabel = "<app>", description = "Name of the application.")
  String app;

  @Parameters(
      index = "1",
      paramLabel = "<what>",
      converter = WhatConverter.class,
      description =
          "client-id, client-secret, refresh-token/SELLER; credentials.yml: all of it as"
              + " python-amazon-sp-api keeps it; or issuer: the settings for rotations without a"
              + " person.")
  String what;

  @Mixin Remote remote;

  /** One of the five. */
  static final class WhatConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.equals("client-id")
          || text.equals("client-secret")
          || text.equals(PYTHON_FILE)
          || text.equals(ISSUER)
          || text.startsWith(REFRESH_TOKEN)) {
        return text;
      }
      throw new TypeConversionException(
          "must be client-id, client-secret, refresh-token/SELLER, credentials.yml or issuer");
    }
  }

  public SimulateShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (what.equals(ISSUER)) {
      return showIssuer();
    }
    Map<String, Object> credentials =
        remote.call(invocation, simulator -> simulator.credentials(app));
    if (invocation.json()) {
      invocation.document("simulate-show", credentials);
    } else {
      invocation.data(value(credentials));
    }
    return ExitCode.DONE;
  }

  /** The queue serves all applications, but only one that is there can be enrolled. */
  private ExitCode showIssuer() {
    Map<String, Object> state = remote.call(invocation, SimulatorControl::state);
    remote.call(invocation, simulator -> simulator.credentials(app));
    if (state.get("queue") instanceof Map<?, ?> queue) {
      invocation.result(
          "simulate-show-issuer",
          issuer(queue),
          List.of(
              "issuer: spapi",
              "issuer.spapi.queue-url: " + queue.get("url"),
              "issuer.spapi.dlq-url: " + queue.get("deadLetterUrl")));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> issuer(Map<?, ?> queue) {
    Map<String, Object> members = JsonText.object();
    members.put("issuer", "spapi");
    members.put("queueUrl", queue.get("url"));
    members.put("dlqUrl", queue.get("deadLetterUrl"));
    return members;
  }

  private String value(Map<String, Object> credentials) {
    return switch (what) {
      case "client-id" -> (String) credentials.get("clientId");
      case "client-secret" -> (String) credentials.get("clientSecret");
      case PYTHON_FILE -> pythonFile(credentials);
      default -> refreshToken(credentials, what.substring(REFRESH_TOKEN.length()));
    };
  }

  /** An account for each seller; nothing that the simulator makes up needs more quoting. */
  private static String pythonFile(Map<String, Object> credentials) {
    List<String> lines = new ArrayList<>();
    for (Object seller : (List<?>) credentials.get("sellers")) {
      if (seller instanceof Map<?, ?> members) {
        lines.add(members.get("name") + ":");
        lines.add("  lwa_app_id: '" + credentials.get("clientId") + "'");
        lines.add("  lwa_client_secret: '" + credentials.get("clientSecret") + "'");
        lines.add("  refresh_token: '" + members.get("refreshToken") + "'");
      }
    }
    return String.join("\n", lines);
  }

  private static String refreshToken(Map<String, Object> credentials, String name) {
    for (Object seller : (List<?>) credentials.get("sellers")) {
      if (seller instanceof Map<?, ?> members && name.equals(members.get("name"))) {
        return (String) members.get("refreshToken");
      }
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, "the simulated application has no such seller")
            .withHint("see 'halfturn simulate state'"));
  }
}
