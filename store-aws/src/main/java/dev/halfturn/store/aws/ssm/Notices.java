// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** Which parameters have the {@link ChangeNotice}. */
final class Notices {

  private final SsmCalls calls;
  private final ParameterNames names;
  private final SsmReads reads;
  private final SsmPuts puts;

  Notices(SsmParts parts) {
    calls = parts.calls();
    names = parts.names();
    reads = parts.reads();
    puts = parts.puts();
  }

  /**
   * Gives a parameter the notice if it has none. Whoever writes in between has the last word; the
   * next call finds what is missing.
   *
   * @return whether it had none
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is no such parameter; {@link
   *     ErrorCode#FAILED_PRECONDITION} if it has other policies, which would be lost
   */
  boolean seeTo(SecretName name) {
    StoredSecret current = reads.find(name).orElseThrow(() -> absent(name));
    ParameterStringFilter filter =
        ParameterStringFilter.builder()
            .key("Name")
            .option("Equals")
            .values(names.raw(name))
            .build();
    List<ParameterMetadata> found = calls.describe(filter);
    if (found.isEmpty() || ChangeNotice.isAmong(found.get(0).policies())) {
      return false; // not listed yet, or done
    }
    if (!found.get(0).policies().isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "the parameter of '" + name + "' has other policies, which would be lost")
              .withHint("remove them, or the option no-change-days"));
    }
    puts.putWithNotice(
        name, current.value(), VersionId.parse(current.version().id()).orElseThrow());
    return true;
  }

  private HalfturnException absent(SecretName name) {
    return new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, calls.owner() + " has no entry '" + name + "'"));
  }
}
