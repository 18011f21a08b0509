// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.notify;

import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import java.util.List;

/** The notifiers of the configuration, as arguments name them. */
final class ConfiguredNotifiers {

  private ConfiguredNotifiers() {}

  /**
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if one of the names is none of theirs;
   *     {@link ErrorCode#FAILED_PRECONDITION} if there are none
   */
  static void require(List<String> named, List<PluginInstance<Notifier>> configured) {
    if (configured.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION, "no notifier is configured: nobody would be told")
              .withHint("name one in 'notifiers'; 'halfturn plugins' lists what there is"));
    }
    List<String> names = configured.stream().map(PluginInstance::name).toList();
    for (String name : named) {
      if (!names.contains(name)) {
        throw new HalfturnException(
            Problem.of(ErrorCode.NOT_FOUND, "there is no notifier '" + name + "'")
                .withHint("there are: " + String.join(", ", names)));
      }
    }
  }
}
