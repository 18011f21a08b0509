// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import dev.halfturn.store.aws.call.Retries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.LabelParameterVersionResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * The calls of SSM, each as SSM has it: what reads is repeated by the SDK, what writes is not once
 * it may have begun. Clients are made when they are first needed. Thread-safe.
 */
final class SsmCalls implements AutoCloseable {

  /** Most names of one {@link #getAll}. */
  static final int BATCH = 10;

  private static final int HISTORY_PAGE = 50;
  private static final int LISTING_PAGE = 50;

  private final AwsAccess access;
  private final Pause pause;
  private final Pace pace;
  private SsmClient reading;
  private SsmClient writing;

  SsmCalls(AwsAccess access, InstantSource clock, Pause pause) {
    this.access = access;
    this.pause = pause;
    this.pace = new Pace(clock);
  }

  /** How messages call the store. */
  String owner() {
    return access.owner();
  }

  /** How time is spent. */
  void pause(Duration time) {
    pause.pause(time);
  }

  /**
   * One parameter.
   *
   * @param selector its name, or {@code name:version}
   */
  Optional<Parameter> get(String selector, boolean decrypted) {
    return read(
        client -> {
          try {
            return Optional.of(
                client
                    .getParameter(get -> get.name(selector).withDecryption(decrypted))
                    .parameter());
          } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** Several parameters, in SSM's order, and which there are not. */
  GetParametersResponse getAll(List<String> names, boolean decrypted) {
    return read(client -> client.getParameters(get -> get.names(names).withDecryption(decrypted)));
  }

  /** All versions, oldest first, values encrypted; empty if there is no such parameter. */
  List<ParameterHistory> history(String name) {
    List<ParameterHistory> versions = new ArrayList<>();
    String next = null;
    do {
      String token = next;
      Optional<GetParameterHistoryResponse> page = read(client -> historyPage(client, name, token));
      page.ifPresent(found -> versions.addAll(found.parameters()));
      next = page.map(GetParameterHistoryResponse::nextToken).orElse(null);
    } while (next != null);
    return versions;
  }

  private static Optional<GetParameterHistoryResponse> historyPage(
      SsmClient client, String name, String token) {
    try {
      return Optional.of(
          client.getParameterHistory(
              get ->
                  get.name(name).maxResults(HISTORY_PAGE).withDecryption(false).nextToken(token)));
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The names of all parameters that begin so. */
  List<String> names(String start) {
    return listed("BeginsWith", start).stream()
        .map(parameter -> (String) parameter.get("Name"))
        .toList();
  }

  /** Whether a parameter is of the tier that is charged, from which there is no way back. */
  boolean isAdvanced(String name) {
    return listed("Equals", name).stream()
        .anyMatch(parameter -> "Advanced".equals(parameter.get("Tier")));
  }

  /**
   * What SSM lists. These answers are not read by the SDK: what is not asked for here may have any
   * form, which differs between AWS and what plays it.
   */
  private List<Map<?, ?>> listed(String option, String value) {
    AwsCall aws = new AwsCall(access);
    List<Map<?, ?>> found = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Map<String, Object> input = new TreeMap<>();
      input.put("MaxResults", LISTING_PAGE);
      input.put(
          "ParameterFilters",
          List.of(Map.of("Key", "Name", "Option", option, "Values", List.of(value))));
      if (next.isPresent()) {
        input.put("NextToken", next.get());
        keepPace();
      }
      Map<String, Object> page;
      try {
        page = aws.read("ssm", "AmazonSSM.DescribeParameters", input);
      } catch (SdkException e) {
        throw failure(e);
      }
      ((List<?>) page.getOrDefault("Parameters", List.of()))
          .forEach(parameter -> found.add((Map<?, ?>) parameter));
      next = Optional.ofNullable((String) page.get("NextToken"));
    } while (next.isPresent());
    return found;
  }

  /** What is known of all parameters that a filter lets through, without values. */
  List<ParameterMetadata> describe(ParameterStringFilter filter) {
    List<ParameterMetadata> found = new ArrayList<>();
    String next = null;
    do {
      String token = next;
      if (token != null) {
        keepPace();
      }
      DescribeParametersResponse page =
          read(
              client ->
                  client.describeParameters(
                      describe ->
                          describe
                              .parameterFilters(filter)
                              .maxResults(LISTING_PAGE)
                              .nextToken(token)));
      found.addAll(page.parameters());
      next = page.nextToken();
    } while (next != null);
    return found;
  }

  /**
   * The number of the version made.
   *
   * @throws SdkException as it comes: what it means depends on what was to be written
   */
  long put(PutParameterRequest request) {
    return writing().putParameter(request).version();
  }

  /** Whether there was one. */
  boolean delete(String name) {
    return write(
        client -> {
          try {
            client.deleteParameter(delete -> delete.name(name));
            return true;
          } catch (ParameterNotFoundException e) {
            return false;
          }
        });
  }

  /** Moves a label to a version; what is wrong with the label is part of the answer. */
  LabelParameterVersionResponse label(String name, long version, String label) {
    return write(
        client ->
            client.labelParameterVersion(
                request -> request.name(name).parameterVersion(version).labels(label)));
  }

  /** Takes a label from a version; no error if it is not there. */
  void unlabel(String name, long version, String label) {
    write(
        client ->
            client.unlabelParameterVersion(
                request -> request.name(name).parameterVersion(version).labels(label)));
  }

  /** The failure as everybody else sees it. */
  HalfturnException failure(SdkException e) {
    return AwsFailure.of(access.owner(), "SSM", e);
  }

  /** To be called before each call of a run but the first. */
  void keepPace() {
    Duration wait = pace.reserve();
    if (!wait.isZero()) {
      pause.pause(wait);
    }
  }

  private <R> R read(Function<SsmClient, R> call) {
    return call(reading(), call);
  }

  private <R> R write(Function<SsmClient, R> call) {
    return call(writing(), call);
  }

  private <R> R call(SsmClient client, Function<SsmClient, R> call) {
    try {
      return call.apply(client);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private synchronized SsmClient reading() {
    if (reading == null) {
      reading = client(Retries.reading());
    }
    return reading;
  }

  private synchronized SsmClient writing() {
    if (writing == null) {
      writing = client(Retries.writing());
    }
    return writing;
  }

  private SsmClient client(RetryStrategy retries) {
    SsmClientBuilder builder =
        SsmClient.builder()
            .region(access.region())
            .credentialsProvider(access::credentials) // names what is missing, as the SDK does not
            .httpClient(access.transport())
            .overrideConfiguration(
                override -> override.retryStrategy(retries).apiCallTimeout(access.timeout()));
    return builder.endpointOverride(access.endpoint("ssm")).build();
  }

  @Override
  public synchronized void close() {
    if (reading != null) {
      reading.close();
    }
    if (writing != null) {
      writing.close();
    }
  }
}
