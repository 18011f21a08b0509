// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.azure.call.AzureOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What can be configured. */
final class EventGridOptions {

  static final ConfigOption<String> STORAGE_ACCOUNT =
      option(
              "storage-account",
              "storage account in which the queue lies",
              "[a-z0-9]{3,24}",
              "must be the name of a storage account: 3 to 24 small letters and digits")
          .require();

  static final ConfigOption<String> QUEUE =
      option(
              "queue",
              "queue of its own, in which wake-ups wait and events arrive",
              "[a-z0-9](?:-?[a-z0-9]){2,62}",
              "must be the name of a queue: 3 to 63 small letters, digits and single hyphens")
          .defaultsTo("halfturn");

  static final ConfigOption<String> VAULT =
      option(
          "vault",
          "name of the vault whose events arrive; needed by 'halfturn scheduler'",
          "[A-Za-z][0-9A-Za-z-]{1,22}[0-9A-Za-z]",
          "must be the name of a vault, not its address");

  static final ConfigOption<String> SUBSCRIPTION_ID =
      option(
          "subscription-id",
          "subscription at Azure; needed by 'halfturn scheduler'",
          "[0-9A-Fa-f-]{36}",
          "must look like 11111111-2222-3333-4444-555555555555");

  static final ConfigOption<String> RESOURCE_GROUP =
      option(
          "resource-group",
          "resource group of vault and storage account; needed by 'halfturn scheduler'",
          "[-\\w.()]{1,90}",
          "must be the name of a resource group");

  static final ConfigOption<String> EVENT_SUBSCRIPTION =
      option(
              "event-subscription",
              "name of the event subscription that 'halfturn scheduler' makes on the vault",
              "[A-Za-z0-9-]{3,64}",
              "must be the name of an event subscription: 3 to 64 letters, digits and hyphens")
          .defaultsTo("halfturn-wake-ups");

  static final ConfigOption<String> PREFIX =
      option(
          "prefix",
          "what the names of all secrets begin with, as the store's option prefix says",
          "[a-z0-9]+(?:--?[a-z0-9]+)*",
          "must look like prod or prod--halfturn");

  static final ConfigOption<Map<String, String>> ALIAS =
      ConfigOption.byName(
          "alias",
          "secret of this entry, as the store's option alias says: those of client secrets");

  static final ConfigOption<URI> QUEUE_ENDPOINT =
      ConfigOption.of(
          "queue-endpoint",
          "address of the account's queues if it is not https://ACCOUNT.queue.core.windows.net: a"
              + " sovereign cloud, a private endpoint",
          AzureOptions::address);

  static final ConfigOption<URI> MANAGEMENT_ENDPOINT =
      ConfigOption.of(
              "management-endpoint",
              "address of Azure Resource Manager, which differs in sovereign clouds",
              AzureOptions::address)
          .defaultsTo("https://management.azure.com");

  private EventGridOptions() {}

  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>(AzureOptions.ALL);
    all.addAll(
        List.of(
            STORAGE_ACCOUNT,
            QUEUE,
            VAULT,
            SUBSCRIPTION_ID,
            RESOURCE_GROUP,
            EVENT_SUBSCRIPTION,
            PREFIX,
            ALIAS,
            QUEUE_ENDPOINT,
            MANAGEMENT_ENDPOINT));
    return List.copyOf(all);
  }

  private static ConfigOption<String> option(
      String key, String doc, String pattern, String reason) {
    Pattern legal = Pattern.compile(pattern);
    Function<String, String> parser =
        text -> {
          if (!legal.matcher(text).matches()) {
            throw new IllegalArgumentException(reason);
          }
          return text;
        };
    return ConfigOption.of(key, doc, parser);
  }
}
