// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The Parameter Store of AWS Systems Manager, as it is documented, also where the emulator is
 * wrong. Play it by {@code new FakeAws().with("ssm", ssm)}.
 */
public final class FakeSsm implements AwsService {

  private static final Duration REST = Duration.ofSeconds(30);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+|(/[A-Za-z0-9_.-]+)+");
  private static final Pattern RESERVED =
      Pattern.compile("/?(aws|ssm).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL =
      Pattern.compile("(?!\\d|aws|ssm)[A-Za-z0-9_.-]{1,100}", Pattern.CASE_INSENSITIVE);
  private static final int MAX_LEVELS = 15;
  private static final int MAX_LABELS = 10;
  private static final int STANDARD = 4096;
  private static final int ADVANCED = 8192;
  private static final Set<String> POLICIES =
      Set.of("Expiration", "ExpirationNotification", "NoChangeNotification");

  private final InstantSource clock;
  private final Map<String, FakeParameter> parameters = new TreeMap<>();
  private final Map<String, Instant> deletedAt = new TreeMap<>();
  private final Set<String> keys = new HashSet<>(Set.of("alias/aws/ssm"));
  private final Deque<Runnable> beforePuts = new ArrayDeque<>();
  private boolean emptyPages;
  private int busy;
  private int late;

  /**
   * @param clock of the versions, and of the rest after a deletion
   */
  public FakeSsm(InstantSource clock) {
    this.clock = clock;
  }

  /** Has one more key. */
  public synchronized FakeSsm withKey(String id) {
    keys.add(id);
    return this;
  }

  /** From now on each page of an answer comes after an empty one. */
  public synchronized void showsEmptyPages() {
    emptyPages = true;
  }

  /** The next puts are refused because of others. */
  public synchronized void isBusyFor(int puts) {
    busy = puts;
  }

  /** The next reads of a single version do not find it yet. */
  public synchronized void isLateFor(int reads) {
    late = reads;
  }

  /** Something that happens just before the next put is carried out, once. */
  public synchronized void beforeNextPut(Runnable event) {
    beforePuts.add(event);
  }

  /** What another client writes, a SecureString. */
  public synchronized void put(String name, String value) {
    put(Map.of("Name", name, "Value", value, "Type", "SecureString", "Overwrite", true));
  }

  /** The values of all versions, oldest first; empty if there is no such parameter. */
  public synchronized List<String> values(String name) {
    return find(name).stream()
        .flatMap(parameter -> parameter.versions().stream())
        .map(version -> version.value)
        .toList();
  }

  /** An attribute of the current version: Type, KeyId, Tier, Description, Policies. */
  public synchronized Optional<Object> attribute(String name, String attribute) {
    return find(name).flatMap(FakeParameter::current).map(v -> v.attribute(attribute));
  }

  /** All names, sorted. */
  public synchronized Set<String> names() {
    return new TreeSet<>(parameters.keySet());
  }

  private Optional<FakeParameter> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  @Override
  public AwsReply answer(AwsRequest request) {
    if (request.operation().equals("PutParameter")) {
      Runnable event;
      synchronized (this) {
        event = beforePuts.poll();
      }
      if (event != null) {
        event.run();
      }
    }
    return AwsReply.json(call(request.operation(), request.json()));
  }

  private synchronized Map<String, ?> call(String operation, Map<String, Object> input) {
    return switch (operation) {
      case "PutParameter" -> put(input);
      case "GetParameter" -> get(input);
      case "GetParameters" -> getAll(input);
      case "GetParametersByPath" -> getByPath(input);
      case "GetParameterHistory" -> history(input);
      case "DescribeParameters" -> describe(input);
      case "DeleteParameter" -> delete(input);
      case "LabelParameterVersion" -> label(input);
      case "UnlabelParameterVersion" -> unlabel(input);
      default -> throw AwsError.of("InvalidAction", operation);
    };
  }

  private Map<String, ?> put(Map<String, Object> input) {
    String name = text(input, "Name");
    String value = text(input, "Value");
    checkName(name);
    if (busy > 0) {
      busy--;
      throw AwsError.of("TooManyUpdates", "concurrent updates");
    }
    Optional<FakeParameter.Version> before = find(name).flatMap(FakeParameter::current);
    boolean overwrite = Boolean.TRUE.equals(input.get("Overwrite"));
    if (before.isPresent() && !overwrite) {
      throw AwsError.of("ParameterAlreadyExists", "it exists");
    }
    if (overwrite && input.containsKey("Tags")) {
      throw invalid("tags and overwrite can't be used together");
    }
    Instant deleted = deletedAt.get(name);
    if (before.isEmpty() && deleted != null && clock.instant().isBefore(deleted.plus(REST))) {
      throw AwsError.of("TooManyUpdates", "deleted just now");
    }
    Map<String, Object> attributes = attributes(input, before);
    checkValue(value, attributes);
    FakeParameter parameter = parameters.computeIfAbsent(name, FakeParameter::new);
    FakeParameter.Version version = parameter.add(clock.instant(), value, attributes);
    return Map.of("Version", version.number, "Tier", attributes.get("Tier"));
  }

  private static void checkName(String name) {
    if (RESERVED.matcher(name).matches()) {
      throw invalid("can't be prefixed with aws or ssm");
    }
    if (!NAME.matcher(name).matches()) {
      throw invalid("not a legal name");
    }
    if (name.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
      throw AwsError.of("HierarchyLevelLimitExceededException", "too many levels");
    }
  }

  private Map<String, Object> attributes(
      Map<String, Object> input, Optional<FakeParameter.Version> before) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    before.ifPresent(version -> attributes.putAll(version.attributes));
    Object oldType = attributes.get("Type");
    for (String kept : List.of("Type", "KeyId", "Description", "AllowedPattern", "Tier")) {
      if (input.get(kept) != null) {
        attributes.put(kept, input.get(kept));
      }
    }
    if (attributes.get("Type") == null) {
      throw invalid("a type is required");
    }
    if (oldType != null && !oldType.equals(attributes.get("Type"))) {
      throw AwsError.of("HierarchyTypeMismatchException", "the type cannot be changed");
    }
    if ("SecureString".equals(attributes.get("Type"))
        && !keys.contains(attributes.computeIfAbsent("KeyId", none -> "alias/aws/ssm"))) {
      throw AwsError.of("InvalidKeyId", "no such key");
    }
    setTier(attributes, input, before);
    if (input.get("Policies") != null) {
      attributes.put("Policies", policies(text(input, "Policies")));
    }
    return attributes;
  }

  private static void setTier(
      Map<String, Object> attributes,
      Map<String, Object> input,
      Optional<FakeParameter.Version> before) {
    boolean wasAdvanced =
        before.filter(version -> "Advanced".equals(version.attribute("Tier"))).isPresent();
    Object tier = attributes.getOrDefault("Tier", "Standard");
    if (tier.equals("Intelligent-Tiering")) {
      boolean needed =
          text(input, "Value").length() > STANDARD || input.containsKey("Policies") || wasAdvanced;
      tier = needed ? "Advanced" : "Standard";
    }
    if (tier.equals("Standard") && wasAdvanced) {
      throw invalid("can't downgrade from the advanced-parameter tier");
    }
    if (tier.equals("Standard") && input.containsKey("Policies")) {
      throw invalid("policies need the advanced-parameter tier");
    }
    attributes.put("Tier", tier);
  }

  private static void checkValue(String value, Map<String, Object> attributes) {
    int max = "Advanced".equals(attributes.get("Tier")) ? ADVANCED : STANDARD;
    if (value.isEmpty() || value.length() > max) {
      throw invalid("the value has a length that this tier does not support");
    }
    if (value.contains("{{")) {
      throw invalid("values can't refer to other parameters");
    }
  }

  private static List<Map<String, Object>> policies(String text) {
    List<Map<String, Object>> policies = new ArrayList<>();
    for (Object policy : FakeJson.list(text)) {
      Map<?, ?> parsed = (Map<?, ?>) policy;
      if (parsed.isEmpty()) {
        continue;
      }
      String type = String.valueOf(parsed.get("Type"));
      if (!POLICIES.contains(type)) {
        throw AwsError.of("InvalidPolicyTypeException", "no such policy");
      }
      policies.add(
          Map.of(
              "PolicyText", FakeJson.text(policy), "PolicyType", type, "PolicyStatus", "Pending"));
    }
    return policies;
  }

  private Map<String, ?> get(Map<String, Object> input) {
    String asked = text(input, "Name");
    String selector = selector(asked);
    FakeParameter parameter =
        find(name(asked)).orElseThrow(() -> AwsError.of("ParameterNotFound", "none"));
    if (!selector.isEmpty() && late > 0) {
      late--;
      throw AwsError.of("ParameterVersionNotFound", "not yet");
    }
    FakeParameter.Version version =
        parameter
            .select(selector)
            .orElseThrow(() -> AwsError.of("ParameterVersionNotFound", "none"));
    return Map.of("Parameter", parameter.shown(version, selector, isDecrypted(input)));
  }

  private Map<String, ?> getAll(Map<String, Object> input) {
    List<String> asked = texts(input, "Names");
    if (asked.isEmpty() || asked.size() > 10 || new HashSet<>(asked).size() < asked.size()) {
      throw invalid("names must be 1 to 10, each once");
    }
    List<Map<String, Object>> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String one : new TreeSet<>(asked)) {
      Optional<FakeParameter> parameter = find(name(one));
      Optional<FakeParameter.Version> version = parameter.flatMap(p -> p.select(selector(one)));
      if (version.isPresent()) {
        found.add(parameter.get().shown(version.get(), selector(one), isDecrypted(input)));
      } else {
        missing.add(one);
      }
    }
    return Map.of("Parameters", found, "InvalidParameters", missing);
  }

  private Map<String, ?> getByPath(Map<String, Object> input) {
    String path = text(input, "Path").replaceAll("/$", "") + "/";
    boolean recursive = Boolean.TRUE.equals(input.get("Recursive"));
    List<Map<String, Object>> found = new ArrayList<>();
    for (FakeParameter parameter : parameters.values()) {
      String name = parameter.name();
      if (name.startsWith(path) && (recursive || name.indexOf('/', path.length()) < 0)) {
        found.add(parameter.shown(parameter.current().orElseThrow(), "", isDecrypted(input)));
      }
    }
    return page(input, "Parameters", found, 10);
  }

  private Map<String, ?> history(Map<String, Object> input) {
    FakeParameter parameter =
        find(text(input, "Name")).orElseThrow(() -> AwsError.of("ParameterNotFound", "none"));
    return page(
        input,
        "Parameters",
        parameter.versions().stream()
            .map(version -> parameter.remembered(version, isDecrypted(input)))
            .toList(),
        50);
  }

  /** In an order that means nothing, as AWS promises none. */
  private Map<String, ?> describe(Map<String, Object> input) {
    return page(
        input,
        "Parameters",
        parameters.values().stream()
            .filter(parameter -> FakeFilters.letThrough(parameter, input))
            .sorted(Comparator.comparing(parameter -> parameter.name().hashCode()))
            .map(parameter -> parameter.described(parameter.current().orElseThrow()))
            .toList(),
        50);
  }

  private Map<String, ?> page(
      Map<String, Object> input, String key, List<Map<String, Object>> all, int most) {
    int size = ((Number) input.getOrDefault("MaxResults", most)).intValue();
    if (size < 1 || size > most) {
      throw invalid("MaxResults must be 1 to " + most);
    }
    String token = text(input, "NextToken");
    boolean afterEmpty = token.endsWith("+");
    int from = token.isEmpty() ? 0 : Integer.parseInt(token.replace("+", ""));
    if (emptyPages && !afterEmpty) {
      return Map.of(key, List.of(), "NextToken", from + "+");
    }
    int to = Math.min(all.size(), from + size);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(key, all.subList(from, to));
    if (to < all.size()) {
      page.put("NextToken", String.valueOf(to));
    }
    return page;
  }

  private Map<String, ?> delete(Map<String, Object> input) {
    String name = text(input, "Name");
    if (parameters.remove(name) == null) {
      throw AwsError.of("ParameterNotFound", "none");
    }
    deletedAt.put(name, clock.instant());
    return Map.of();
  }

  private Map<String, ?> label(Map<String, Object> input) {
    FakeParameter parameter =
        find(text(input, "Name")).orElseThrow(() -> AwsError.of("ParameterNotFound", "none"));
    FakeParameter.Version version = version(parameter, input);
    List<String> invalid = new ArrayList<>();
    for (String label : texts(input, "Labels")) {
      if (!LABEL.matcher(label).matches()) {
        invalid.add(label);
        continue;
      }
      parameter.versions().forEach(other -> other.labels.remove(label));
      if (version.labels.size() == MAX_LABELS) {
        throw AwsError.of("ParameterVersionLabelLimitExceeded", "too many labels");
      }
      version.labels.add(label);
    }
    return Map.of("InvalidLabels", invalid, "ParameterVersion", version.number);
  }

  private Map<String, ?> unlabel(Map<String, Object> input) {
    FakeParameter parameter =
        find(text(input, "Name")).orElseThrow(() -> AwsError.of("ParameterNotFound", "none"));
    FakeParameter.Version version = version(parameter, input);
    List<String> removed = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    for (String label : texts(input, "Labels")) {
      (version.labels.remove(label) ? removed : invalid).add(label);
    }
    return Map.of("RemovedLabels", removed, "InvalidLabels", invalid);
  }

  private static FakeParameter.Version version(FakeParameter parameter, Map<String, Object> input) {
    Object number = input.get("ParameterVersion");
    return parameter
        .select(number == null ? "" : String.valueOf(number))
        .orElseThrow(() -> AwsError.of("ParameterVersionNotFound", "none"));
  }

  private static AwsError invalid(String why) {
    return AwsError.of("ValidationException", why);
  }

  private static boolean isDecrypted(Map<String, Object> input) {
    return Boolean.TRUE.equals(input.get("WithDecryption"));
  }

  private static String name(String asked) {
    int colon = asked.indexOf(':');
    return colon < 0 ? asked : asked.substring(0, colon);
  }

  private static String selector(String asked) {
    int colon = asked.indexOf(':');
    return colon < 0 ? "" : asked.substring(colon + 1);
  }

  private static String text(Map<String, Object> input, String key) {
    return String.valueOf(input.getOrDefault(key, ""));
  }

  private static List<String> texts(Map<String, Object> input, String key) {
    return ((List<?>) input.getOrDefault(key, List.of())).stream().map(String::valueOf).toList();
  }
}
