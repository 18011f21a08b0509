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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The entry that says what is known besides secrets, either member as far as it is known: <code>
 * {"v":1,"region":"eu","authorizedUntil":"2027-01-15T00:00:00Z"}</code>.
 *
 * @param region of the application or the seller
 * @param authorizedUntil when the seller's authorization ends, UTC
 */
record Profile(Optional<SpApiRegion> region, Optional<Instant> authorizedUntil) {

  static final Profile EMPTY = new Profile(Optional.empty(), Optional.empty());

  private static final String VERSION = "v";
  private static final String REGION = "region";

  private static final String UNTIL = "authorizedUntil";

  SecretValue toEntry() {
    SortedMap<String, Object> members = new TreeMap<>();
    members.put(VERSION, 1);
    region.ifPresent(known -> members.put(REGION, known.text()));
    authorizedUntil.ifPresent(known -> members.put(UNTIL, known.toString()));
    return SecretValue.of(Json.write(members));
  }

  Profile withRegion(SpApiRegion newRegion) {
    return new Profile(Optional.of(newRegion), authorizedUntil);
  }

  Profile withAuthorizedUntil(Instant end) {
    return new Profile(region, Optional.of(end));
  }

  /**
   * What an entry says.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if it is none such
   */
  static Profile of(StoredSecret entry) {
    Map<String, Object> members =
        Json.read(entry.value().reveal()).orElseThrow(() -> unreadable(entry.name()));
    if (!Integer.valueOf(1).equals(members.get(VERSION))) {
      throw unreadable(entry.name());
    }
    try {
      return new Profile(
          text(members, REGION).map(SpApiRegion::parse), text(members, UNTIL).map(Instant::parse));
    } catch (HalfturnException | DateTimeException | ClassCastException e) {
      throw unreadable(entry.name());
    }
  }

  private static Optional<String> text(Map<String, Object> members, String name) {
    return Optional.ofNullable((String) members.get(name));
  }

  private static HalfturnException unreadable(SecretName name) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                "PROFILE_UNREADABLE",
                "entry '" + name + "' is not a profile as this version writes it")
            .withHint("delete the entry and say the region in the configuration"));
  }
}
