// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.halfturn.Halfturn;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What must be true of the template, whatever else is changed in it. */
class TemplateTest {

  private static final String EVENT_SUBSCRIPTION =
      "Microsoft.EventGrid/systemTopics/eventSubscriptions";
  private static final Path FUNCTION = Path.of("src/main/function");
  private static final Pattern RESOURCE_ID =
      Pattern.compile("(?<!subscription)resourceId\\('([\\w./]+)'");

  private final String text = Files.readString(Path.of("azuredeploy.json"));
  private final Map<String, Object> template = JSON.std.mapFrom(text);

  TemplateTest() throws IOException {}

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private List<Map<String, Object>> resources() {
    return ((List<?>) template.get("resources")).stream().map(TemplateTest::map).toList();
  }

  private List<Map<String, Object>> resources(String type) {
    return resources().stream().filter(resource -> resource.get("type").equals(type)).toList();
  }

  private Map<String, Object> properties(String type) {
    return map(resources(type).get(0).get("properties"));
  }

  private Set<String> all(String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachParameterAndVariableIsUsedAndThereIs() {
    assertThat(all("parameters\\('(\\w+)'\\)"))
        .containsExactlyInAnyOrderElementsOf(map(template.get("parameters")).keySet());
    assertThat(all("variables\\('(\\w+)'\\)"))
        .containsExactlyInAnyOrderElementsOf(map(template.get("variables")).keySet());
  }

  @Test
  void eachResourceSaysItsVersionAndEachThatIsReferredToIsThere() {
    Set<String> types = new TreeSet<>();
    for (Map<String, Object> resource : resources()) {
      assertThat((String) resource.get("apiVersion")).matches("20\\d\\d-\\d\\d-\\d\\d");
      types.add((String) resource.get("type"));
    }

    Set<String> referred = new TreeSet<>();
    RESOURCE_ID.matcher(text).results().forEach(match -> referred.add(match.group(1)));
    assertThat(referred).isNotEmpty();
    assertThat(types).containsAll(referred);
    assertThat(all("\"scope\": \"\\[format\\('([\\w./]+)/\\{0\\}'")).isSubsetOf(types);
  }

  @Test
  void whatIsReferredToIsMadeBefore() {
    for (Map<String, Object> resource : resources()) {
      List<String> before = new ArrayList<>();
      if (resource.get("dependsOn") instanceof List<?> list) {
        list.forEach(one -> before.add((String) one));
      }
      RESOURCE_ID
          .matcher(String.valueOf(resource.get("properties")))
          .results()
          .map(match -> match.group(1))
          .forEach(
              type ->
                  assertThat(before.toString())
                      .as("%s before %s", type, resource.get("type"))
                      .contains(type));
    }
  }

  @Test
  void noSecretIsShownOrWrittenDown() {
    assertThat(map(template.get("outputs")).toString())
        .doesNotContain("webhookUrl", "listKeys", "onnectionString", "reference(");
    assertThat(text).doesNotContain("listKeys", "AccountKey", "Microsoft.KeyVault/vaults/secrets\"");
    assertThat(map(map(template.get("parameters")).get("webhookUrl")))
        .containsEntry("type", "securestring")
        .doesNotContainKey("defaultValue");
  }

  @Test
  void aDeletedSecretCanBeHadBackAndNobodyCanPurgeIt() {
    assertThat(properties("Microsoft.KeyVault/vaults"))
        .containsEntry("enableRbacAuthorization", true)
        .containsEntry("enableSoftDelete", true)
        .containsEntry("enablePurgeProtection", true);
  }

  @Test
  void theStorageAccountIsUsedWithIdentitiesAlone() {
    assertThat(properties("Microsoft.Storage/storageAccounts"))
        .containsEntry("allowSharedKeyAccess", false)
        .containsEntry("allowBlobPublicAccess", false)
        .containsEntry("supportsHttpsTrafficOnly", true);
  }

  @Test
  void theRoleKeepsSecretsAndNeitherDeletesNorPurgesAny() {
    Map<String, Object> permissions =
        map(
            ((List<?>) properties("Microsoft.Authorization/roleDefinitions").get("permissions"))
                .get(0));

    assertThat(permissions).containsEntry("actions", List.of());
    assertThat((List<?>) permissions.get("dataActions"))
        .extracting(Object::toString)
        .hasSize(5)
        .allMatch(action -> action.startsWith("Microsoft.KeyVault/vaults/secrets/"))
        .noneMatch(action -> action.matches(".*(delete|purge|backup|restore|\\*).*"));
  }

  @Test
  void eachRoleIsGivenToTheFunctionAndOnOneThing() {
    assertThat(resources("Microsoft.Authorization/roleAssignments"))
        .filteredOn(assignment -> !assignment.get("name").equals("[variables('senderName')]"))
        .hasSize(4)
        .allSatisfy(
            assignment -> {
              assertThat(assignment).containsKey("scope");
              assertThat(map(assignment.get("properties")))
                  .containsEntry("principalType", "ServicePrincipal")
                  .extractingByKey("principalId")
                  .asString()
                  .contains("Microsoft.Web/sites", "identity.principalId");
            });
  }

  @Test
  void theVaultTellsOfClientSecretsIntoTheQueueOfTheFunction() throws IOException {
    Map<String, Object> properties = properties(EVENT_SUBSCRIPTION);
    Map<String, Object> delivery = map(properties.get("deliveryWithResourceIdentity"));
    assertThat(map(map(delivery.get("destination")).get("properties")))
        .containsEntry("queueName", "[variables('queueName')]");
    assertThat((List<?>) map(properties.get("filter")).get("includedEventTypes"))
        .extracting(Object::toString)
        .containsExactly(
            "Microsoft.KeyVault.SecretNewVersionCreated",
            "Microsoft.KeyVault.SecretNearExpiry",
            "Microsoft.KeyVault.SecretExpired");

    assertThat(setting("HALFTURN_QUEUE")).isEqualTo("[variables('queueName')]");
    assertThat(Files.readString(FUNCTION.resolve("Woken/function.json")))
        .contains("%HALFTURN_QUEUE%");
  }

  @Test
  void theEventsAreDeliveredByAnIdentityBecauseTheAccountTakesNoKeys() {
    Map<String, Object> properties = properties(EVENT_SUBSCRIPTION);
    assertThat(properties).doesNotContainKey("destination");
    assertThat(map(map(properties.get("deliveryWithResourceIdentity")).get("identity")))
        .containsEntry("type", "SystemAssigned");

    Map<String, Object> topic = resources("Microsoft.EventGrid/systemTopics").get(0);
    assertThat(map(topic.get("identity"))).containsEntry("type", "SystemAssigned");
    assertThat(map(topic.get("properties")))
        .containsEntry("topicType", "Microsoft.KeyVault.vaults")
        .extractingByKey("source")
        .asString()
        .contains("Microsoft.KeyVault/vaults");

    assertThat(resources("Microsoft.Authorization/roleAssignments"))
        .filteredOn(assignment -> assignment.get("name").equals("[variables('senderName')]"))
        .singleElement()
        .satisfies(
            assignment -> {
              assertThat((String) assignment.get("scope")).contains("storageAccounts");
              assertThat(map(assignment.get("properties")))
                  .containsEntry("roleDefinitionId", "[variables('queueSenderRoleId')]")
                  .extractingByKey("principalId")
                  .asString()
                  .contains("Microsoft.EventGrid/systemTopics", "identity.principalId");
            });
    assertThat(resources(EVENT_SUBSCRIPTION).get(0).get("dependsOn").toString())
        .contains("variables('senderName')");
  }

  private String setting(String name) {
    Map<String, Object> site = map(properties("Microsoft.Web/sites").get("siteConfig"));
    return ((List<?>) site.get("appSettings"))
        .stream()
            .map(TemplateTest::map)
            .filter(setting -> setting.get("name").equals(name))
            .map(setting -> (String) setting.get("value"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theSettingsOfTheFunctionAreSuchThatItStarts() {
    String format = setting("HALFTURN_SETTINGS");
    String settings =
        format
            .substring("[format('".length(), format.indexOf("', parameters("))
            .replace("{0}", "erp-vault")
            .replace("{1}", "erp")
            .replace("{2}", "https://hooks.example.com/x");

    try (Halfturn halfturn = Opened.from(Map.of("HALFTURN_SETTINGS", settings))) {
      assertThat(halfturn.secrets().storeName()).isEqualTo("azure-key-vault");
      assertThat(halfturn.applications().names()).containsExactly("erp");
    }
  }

  @Test
  void eachFunctionOfTheBundleIsAMethodThatSaysTheSame() throws IOException {
    for (String name : List.of("Woken", "Daily")) {
      Map<String, Object> function =
          JSON.std.mapFrom(Files.readString(FUNCTION.resolve(name + "/function.json")));
      assertThat((String) function.get("scriptFile")).endsWith("halfturn-azure-function-1.0.jar");
      Map<String, Object> binding = map(((List<?>) function.get("bindings")).get(0));
      Method method =
          List.of(CheckFunction.class.getDeclaredMethods()).stream()
              .filter(one -> one.isAnnotationPresent(FunctionName.class))
              .filter(one -> one.getAnnotation(FunctionName.class).value().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(function.get("entryPoint"))
          .isEqualTo(CheckFunction.class.getName() + "." + method.getName());
      assertThat(method.getParameters()[0].getAnnotations()[0].toString())
          .contains("\"" + binding.get("name") + "\"");
    }
  }
}
