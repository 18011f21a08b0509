// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose names credentials are handed out under. */
public enum Naming {
  /** The entries of the store. */
  HALFTURN("", "", ""),
  /** Nothing but an access token. */
  TOKEN("", "", ""),
  /** python-amazon-sp-api. */
  PYTHON("LWA_APP_ID", "LWA_CLIENT_SECRET", "SP_API_REFRESH_TOKEN"),
  /** amazon-sp-api for node, which takes the refresh token from code; that name is ours. */
  NODE(
      "SELLING_PARTNER_APP_CLIENT_ID",
      "SELLING_PARTNER_APP_CLIENT_SECRET",
      "SELLING_PARTNER_REFRESH_TOKEN"),
  /** Amazon's own tools for developers, and many applications. */
  SP_API("SP_API_CLIENT_ID", "SP_API_CLIENT_SECRET", "SP_API_REFRESH_TOKEN");

  private final String idVariable;
  private final String keyVariable;
  private final String grantVariable;

  Naming(String idVariable, String keyVariable, String grantVariable) {
    this.idVariable = idVariable;
    this.keyVariable = keyVariable;
    this.grantVariable = grantVariable;
  }

  /** As it is typed. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The client's variable for a role; empty where there is no client. */
  public String variable(Role role) {
    return switch (role) {
      case CLIENT_ID -> idVariable;
      case CLIENT_SECRET -> keyVariable;
      case REFRESH_TOKEN -> grantVariable;
    };
  }

  /** All of the client's variables. */
  public List<String> variables() {
    return List.of(idVariable, keyVariable, grantVariable);
  }

  /** One of some namings. */
  private abstract static class Converter implements ITypeConverter<Naming> {
    private final List<Naming> allowed;

    Converter(Naming... allowed) {
      this.allowed = List.of(allowed);
    }

    @Override
    public Naming convert(String text) {
      return Arrays.stream(values())
          .filter(naming -> allowed.contains(naming) && naming.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + allowed.stream().map(Naming::text).collect(Collectors.joining(", "))));
    }
  }

  /** For values that are written down. */
  public static final class ExportConverter extends Converter {
    public ExportConverter() {
      super(HALFTURN, PYTHON, NODE, SP_API);
    }
  }

  /** For a program that is started. */
  public static final class ExecConverter extends Converter {
    public ExecConverter() {
      super(TOKEN, PYTHON, NODE, SP_API);
    }
  }
}
