// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningTest {

  private final Bed bed = new Bed();

  @AfterEach
  void stop() {
    bed.close();
  }

  private List<ProvisionedStep> run(Task task, String... apps) {
    return bed.run(task, false, Map.of(), apps);
  }

  private static List<State> states(List<ProvisionedStep> steps) {
    return steps.stream().map(ProvisionedStep::state).toList();
  }

  private static String text(ProvisionedStep step) {
    return step.calls().toString();
  }

  @Test
  void whatIsMissingIsMadeOnceAndIsThenInOrder() {
    bed.withGiven();
    List<ProvisionedStep> first = run(Task.APPLY, "erp", "shop");
    assertThat(first)
        .extracting(ProvisionedStep::name)
        .containsExactly(
            "storage account shopwakeups",
            "queue halfturn",
            "vault shop-vault",
            "event subscription halfturn-wake-ups",
            "right to use the queue");
    assertThat(states(first))
        .containsExactly(State.IN_ORDER, State.MADE, State.IN_ORDER, State.MADE, State.IN_ORDER);

    assertThat(states(run(Task.APPLY, "erp", "shop"))).containsOnly(State.IN_ORDER);
    assertThat(states(run(Task.VERIFY, "shop", "erp"))).containsOnly(State.IN_ORDER);
    assertThat(bed.arm.requests()).filteredOn(request -> request.startsWith("PUT")).hasSize(2);
  }

  @Test
  void theEventSubscriptionSendsWhatHappensToClientSecretsIntoTheQueue() {
    bed.withGiven();
    run(Task.APPLY, "erp", "shop");

    assertThat(bed.arm.requests()).contains("PUT " + Bed.SUBSCRIPTION + "?api-version=2025-02-15");
    Map<?, ?> properties =
        (Map<?, ?>) bed.arm.find(Bed.SUBSCRIPTION).orElseThrow().get("properties");
    assertThat(properties.get("destination"))
        .isEqualTo(
            Map.of(
                "endpointType",
                "StorageQueue",
                "properties",
                Map.of("resourceId", Bed.ACCOUNT, "queueName", "halfturn")));
    assertThat(properties.get("eventDeliverySchema")).isEqualTo("CloudEventSchemaV1_0");
    assertThat(properties.get("filter"))
        .isEqualTo(
            Map.of(
                "includedEventTypes",
                List.of(
                    "Microsoft.KeyVault.SecretNewVersionCreated",
                    "Microsoft.KeyVault.SecretNearExpiry",
                    "Microsoft.KeyVault.SecretExpired"),
                "isSubjectCaseSensitive",
                false,
                "advancedFilters",
                List.of(
                    Map.of(
                        "operatorType",
                        "StringIn",
                        "key",
                        "subject",
                        "values",
                        List.of("erp--lwa--clientsecret", "shop--lwa--clientsecret")))));
  }

  @Test
  void ofMoreSecretsThanAFilterHoldsAllAreToldThatBeginSo() {
    bed.withGiven();
    String[] apps = IntStream.range(0, 26).mapToObj(i -> "app-" + i).toArray(String[]::new);
    Map<String, String> prefix = Map.of("prefix", "prod");
    bed.run(Task.APPLY, false, prefix, apps);

    Map<?, ?> properties =
        (Map<?, ?>) bed.arm.find(Bed.SUBSCRIPTION).orElseThrow().get("properties");
    assertThat((Map<?, ?>) properties.get("filter"))
        .satisfies(
            filter -> {
              assertThat(filter.get("subjectBeginsWith")).isEqualTo("prod--");
              assertThat(filter.containsKey("advancedFilters")).isFalse();
            });
    assertThat(states(bed.run(Task.VERIFY, false, prefix, apps))).containsOnly(State.IN_ORDER);
  }

  @Test
  void oneMoreApplicationChangesTheFilter() {
    bed.withGiven();
    run(Task.APPLY, "erp");

    assertThat(states(run(Task.VERIFY, "erp", "shop"))).contains(State.DIFFERENT);
    assertThat(states(run(Task.APPLY, "erp", "shop"))).contains(State.CHANGED);
    assertThat(states(run(Task.VERIFY, "erp", "shop"))).containsOnly(State.IN_ORDER);
    assertThat(states(run(Task.VERIFY))).contains(State.DIFFERENT);
  }

  @Test
  void aDryRunShowsEachCallAndChangesNothing() {
    bed.withGiven();
    List<ProvisionedStep> steps = bed.run(Task.APPLY, true, Map.of(), "erp");

    assertThat(states(steps))
        .containsExactly(
            State.IN_ORDER, State.MISSING, State.IN_ORDER, State.MISSING, State.IN_ORDER);
    assertThat(steps.get(3).calls())
        .extracting(ProvisionedStep.Call::operation, ProvisionedStep.Call::made)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Microsoft.EventGrid/eventSubscriptions/read", true),
            org.assertj.core.groups.Tuple.tuple(
                "Microsoft.EventGrid/eventSubscriptions/write", false));
    assertThat(text(steps.get(3))).contains(Bed.SUBSCRIPTION, "erp--lwa--clientsecret");
    assertThat(bed.arm.requests()).allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void whatOnlyAPersonCanMakeIsSaid() {
    List<ProvisionedStep> steps = run(Task.APPLY, "erp");

    assertThat(states(steps).subList(0, 4)).containsOnly(State.MISSING);
    assertThat(steps.get(0).advice().orElseThrow()).contains("az storage account create");
    assertThat(steps.get(2).advice().orElseThrow()).contains("az keyvault create");
    assertThat(bed.arm.requests()).allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void whoMayNotUseTheQueueIsToldWhichRoleIsMissing() {
    bed.withGiven();
    bed.queue.refuses(403, "AuthorizationPermissionMismatch");
    ProvisionedStep right = run(Task.VERIFY, "erp").get(4);
    assertThat(right.state()).isEqualTo(State.MISSING);
    assertThat(right.advice().orElseThrow())
        .contains("az role assignment create", "Storage Queue Data Contributor", Bed.QUEUE);

    bed.queue.refuses(404, "QueueNotFound");
    assertThat(run(Task.VERIFY, "erp").get(4).state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void whatIsSomebodyElsesIsLeft() {
    bed.withGiven();
    bed.arm.put(Bed.SUBSCRIPTION, Map.of("properties", Map.of("labels", List.of("theirs"))));
    bed.arm.put(Bed.QUEUE, Map.of("properties", Map.of()));
    ProvisionedStep step = run(Task.APPLY, "erp").get(3);
    assertThat(step.state()).isEqualTo(State.DIFFERENT);
    assertThat(step.advice().orElseThrow()).contains("event-subscription");

    assertThat(states(run(Task.REMOVE, "erp"))).containsExactly(State.KEPT, State.KEPT);
    assertThat(bed.arm.requests()).allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void whatWasMadeIsTakenAwayOnce() {
    bed.withGiven();
    run(Task.APPLY, "erp");
    List<ProvisionedStep> dry = bed.run(Task.REMOVE, true, Map.of());
    assertThat(states(dry)).containsExactly(State.IN_ORDER, State.IN_ORDER);
    assertThat(bed.arm.find(Bed.QUEUE)).isPresent();

    assertThat(states(run(Task.REMOVE))).containsExactly(State.REMOVED, State.REMOVED);
    assertThat(states(run(Task.REMOVE))).containsExactly(State.ABSENT, State.ABSENT);
    assertThat(bed.arm.find(Bed.QUEUE)).isEmpty();
    assertThat(bed.arm.find(Bed.VAULT)).isPresent();
    assertThat(bed.arm.find(Bed.ACCOUNT)).isPresent();
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    bed.withGiven();
    bed.arm.refuses(
        request ->
            request.equals("PUT " + Bed.SUBSCRIPTION)
                ? Optional.of("AuthorizationFailed")
                : Optional.empty());

    assertThatThrownBy(() -> run(Task.APPLY, "erp"))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
              assertThat(e.hint())
                  .hasValue("allow these credentials Microsoft.EventGrid/eventSubscriptions/write");
            });
  }

  @Test
  void aServiceThatIsNotRegisteredIsSaid() {
    bed.withGiven();
    bed.arm.refuses(
        request ->
            request.startsWith("PUT") && request.contains("EventGrid")
                ? Optional.of("MissingSubscriptionRegistration")
                : Optional.empty());

    assertThatThrownBy(() -> run(Task.APPLY, "erp"))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.hint().orElseThrow()).contains("az provider register"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault", "subscription-id", "resource-group"})
  void whereThingsAreMustBeKnown(String option) {
    assertThatThrownBy(() -> bed.run(Task.VERIFY, false, Map.of(option, "")))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e).hasMessage("scheduler 'tested' does not know its " + option);
            });
  }

  @Test
  void whatAzureAddsMakesNoDifference() {
    bed.withGiven();
    run(Task.APPLY, "erp");
    Map<String, Object> resource =
        new LinkedHashMap<>(bed.arm.find(Bed.SUBSCRIPTION).orElseThrow());
    Map<String, Object> properties = new LinkedHashMap<>(members(resource.get("properties")));
    properties.put("provisioningState", "Succeeded");
    properties.put("retryPolicy", Map.of("maxDeliveryAttempts", 30));
    Map<String, Object> filter = new LinkedHashMap<>(members(properties.get("filter")));
    List<Object> types = new ArrayList<>((List<?>) filter.get("includedEventTypes"));
    java.util.Collections.reverse(types);
    filter.put("includedEventTypes", types);
    filter.put("subjectBeginsWith", "");
    properties.put("filter", filter);
    resource.put("properties", properties);
    bed.arm.put(Bed.SUBSCRIPTION, resource);

    assertThat(states(run(Task.VERIFY, "erp"))).containsOnly(State.IN_ORDER);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Object value) {
    return (Map<String, Object>) value;
  }
}
