// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;

/**
 * Where things lie at Azure, as Azure Resource Manager names them.
 *
 * @param account id of the storage account
 * @param queue name of the queue
 * @param vault id of the vault
 * @param eventSubscription name of the event subscription
 */
record Place(String account, String queue, String vault, String eventSubscription) {

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if an option is missing
   */
  static Place of(String owner, PluginConfig config) {
    String group =
        "/subscriptions/"
            + required(owner, config, EventGridOptions.SUBSCRIPTION_ID)
            + "/resourceGroups/"
            + required(owner, config, EventGridOptions.RESOURCE_GROUP);
    return new Place(
        group
            + "/providers/Microsoft.Storage/storageAccounts/"
            + config.get(EventGridOptions.STORAGE_ACCOUNT),
        config.get(EventGridOptions.QUEUE),
        group
            + "/providers/Microsoft.KeyVault/vaults/"
            + required(owner, config, EventGridOptions.VAULT),
        config.get(EventGridOptions.EVENT_SUBSCRIPTION));
  }

  private static String required(String owner, PluginConfig config, ConfigOption<String> option) {
    return config
        .find(option)
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(
                            ErrorCode.INVALID_ARGUMENT,
                            owner + " does not know its " + option.key())
                        .withHint("set its option " + option.key())));
  }

  String queueId() {
    return account + "/queueServices/default/queues/" + queue;
  }

  String eventSubscriptionId() {
    return vault + "/providers/Microsoft.EventGrid/eventSubscriptions/" + eventSubscription;
  }

  /** The last part of an id. */
  static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
