// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.util.Map;

/** The entry that says what is known besides secrets: <code>{"v":1,"region":"eu"}</code>. */
final class Profile {

  private static final String VERSION = "v";
  private static final String REGION = "region";

  private Profile() {}

  static SecretValue of(SpApiRegion region) {
    return SecretValue.of(Json.write(Map.of(VERSION, 1, REGION, region.text())));
  }

  /**
   * The region in it.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if there is none
   */
  static SpApiRegion region(StoredSecret entry) {
    Map<String, Object> profile =
        Json.read(entry.value().reveal()).orElseThrow(() -> unreadable(entry.name()));
    if (!Integer.valueOf(1).equals(profile.get(VERSION))
        || !(profile.get(REGION) instanceof String region)) {
      throw unreadable(entry.name());
    }
    try {
      return SpApiRegion.parse(region);
    } catch (HalfturnException e) {
      throw unreadable(entry.name());
    }
  }

  private static HalfturnException unreadable(SecretName name) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                "PROFILE_UNREADABLE",
                "entry '" + name + "' does not say a region as this version writes it")
            .withHint("delete the entry and say the region in the configuration"));
  }
}
