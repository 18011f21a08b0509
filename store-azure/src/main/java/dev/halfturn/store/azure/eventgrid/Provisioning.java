// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.call.AzureCall;
import dev.halfturn.store.azure.call.AzureFailure;
import dev.halfturn.store.azure.call.AzureOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes, looks over or takes away what the scheduler needs at Azure. */
final class Provisioning {

  private static final String SERVICE = "Azure Resource Manager";
  private static final String PUBLIC = "https://management.azure.com";

  private final AzureAccess access;
  private final PluginConfig config;
  private final Collection<String> clientSecrets;
  private final URI endpoint;
  private final AzureCall azure;

  Provisioning(AzureAccess access, PluginConfig config, Collection<String> clientSecrets) {
    this.access = access;
    this.config = config;
    this.clientSecrets = clientSecrets;
    this.endpoint = config.get(EventGridOptions.MANAGEMENT_ENDPOINT);
    this.azure = AzureCall.repeatable(access, scope(endpoint), Map.of());
  }

  /** A test bed takes what is for the public cloud. */
  private static String scope(URI endpoint) {
    return (AzureOptions.isThisMachine(endpoint) ? PUBLIC : "https://" + endpoint.getHost())
        + "/.default";
  }

  List<ProvisionedStep> run(Task task, boolean dryRun) {
    Place place = Place.of(access.owner(), config);
    List<ProvisionedStep> steps = new ArrayList<>();
    for (Part part : task == Task.REMOVE ? made(place) : needed(place)) {
      steps.add(step(part, task, dryRun));
    }
    return steps;
  }

  private List<Part> needed(Place place) {
    GivenPart account = account(place);
    GivenPart vault = vault(place);
    return List.of(
        account,
        new QueuePart(account, place),
        vault,
        subscription(account, vault, place),
        new RolePart(access.owner(), MessageQueue.of(access, config), place));
  }

  private List<Part> made(Place place) {
    GivenPart account = account(place);
    return List.of(subscription(account, vault(place), place), new QueuePart(account, place));
  }

  private static GivenPart account(Place place) {
    return new GivenPart(
        "storage account",
        ResourceKind.ACCOUNT,
        place.account(),
        "az storage account create --allow-shared-key-access true --name "
            + Place.name(place.account()));
  }

  private static GivenPart vault(Place place) {
    return new GivenPart(
        "vault",
        ResourceKind.VAULT,
        place.vault(),
        "az keyvault create --enable-rbac-authorization --name " + Place.name(place.vault()));
  }

  private EventSubscriptionPart subscription(GivenPart account, GivenPart vault, Place place) {
    return new EventSubscriptionPart(
        account,
        vault,
        place,
        new EventSubscription(place, ClientSecretNames.prefix(config), clientSecrets));
  }

  private ProvisionedStep step(Part part, Task task, boolean dryRun) {
    Calls calls = new Calls(azure, endpoint, dryRun || task == Task.VERIFY);
    try {
      Part.Finding finding = task == Task.REMOVE ? part.remove(calls) : part.look(calls);
      State state = finding.state();
      if (task == Task.APPLY && finding.mendable()) {
        part.mend(calls);
        state = dryRun ? state : state == State.MISSING ? State.MADE : State.CHANGED;
      }
      if (dryRun && state == State.REMOVED) {
        state = State.IN_ORDER;
      }
      return new ProvisionedStep(part.name(), state, calls.all(), finding.advice());
    } catch (RuntimeException e) {
      throw failure(calls, e);
    }
  }

  /** What may not be done is named as its right is. */
  private HalfturnException failure(Calls calls, RuntimeException failure) {
    HalfturnException known = AzureFailure.of(access.owner(), SERVICE, failure);
    return known.code() == ErrorCode.PERMISSION_DENIED
        ? new HalfturnException(
            Problem.of(known.code(), known.getMessage())
                .withHint("allow these credentials " + calls.lastRight()))
        : known;
  }
}
