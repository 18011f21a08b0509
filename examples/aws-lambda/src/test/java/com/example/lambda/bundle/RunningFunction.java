// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function of the bundle in a process of its own, under Amazon's runtime client, which loads it
 * from the folder it is started in as Lambda's own runtimes do.
 */
final class RunningFunction implements AutoCloseable {

  private static final AtomicInteger STARTED = new AtomicInteger();

  /** Where the runtime client puts its native library, wherever else temporary files belong. */
  private static final Path UNPACKED = Path.of("/tmp/.libaws-lambda-jni.so");

  private final RuntimeApi lambda = new RuntimeApi();
  private final Process process;
  private final Path log;

  /**
   * @param bundle the unpacked bundle
   * @param environment besides what Lambda sets
   */
  RunningFunction(Path bundle, String handler, Map<String, String> environment) throws IOException {
    log =
        Files.createDirectories(Path.of("target/logs"))
            .resolve(handler + "-" + STARTED.incrementAndGet() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                runtime(),
                AWSLambda.class.getName(),
                handler)
            .directory(bundle.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(ofLambda());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  private Map<String, String> ofLambda() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("AWS_LAMBDA_RUNTIME_API", lambda.address());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "example");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "example");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "example");
    variables.put("AWS_REGION", "eu-central-1");
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "example");
    return variables;
  }

  /** What Lambda's runtimes have themselves: nothing of the function. */
  private static String runtime() {
    return Stream.of(AWSLambda.class, PojoSerializer.class, Context.class)
        .map(RunningFunction::jar)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  RuntimeApi lambda() {
    return lambda;
  }

  /** What it took of the processors so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** What it wrote, which Lambda would keep. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    lambda.close();
    try {
      Files.deleteIfExists(UNPACKED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
