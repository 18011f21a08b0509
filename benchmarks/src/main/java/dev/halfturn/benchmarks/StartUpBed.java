// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Two programs with the same credentials before one simulated Amazon that speaks TLS: the command
 * and {@link PlainToken}. Both trust the JDK's authorities and Amazon's stand-in.
 */
final class StartUpBed implements AutoCloseable {

  /** One process to run. */
  record Program(List<String> command, Map<String, String> environment) {

    /** With an output that can be read. */
    Process start() throws IOException {
      return builder().start();
    }

    private ProcessBuilder builder() {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
      builder.environment().keySet().removeIf(name -> name.matches("(HALFTURN|XDG)_.*|HOME"));
      builder.environment().putAll(environment);
      return builder;
    }

    long run() throws IOException, InterruptedException {
      ProcessBuilder builder = builder().redirectOutput(Redirect.DISCARD);
      long start = System.nanoTime();
      Process process = builder.start();
      process.getOutputStream().close();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with " + status);
      }
      return System.nanoTime() - start;
    }
  }

  static final String PASSPHRASE = "correct horse battery staple";

  private static final String PASSWORD = "changeit"; // that of the JDK's own list
  private static final List<String> FASTEST =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable");

  /** A type of each library that a program with an encrypted file needs. */
  private static final List<String> LIBRARIES =
      List.of(
          "dev.halfturn.Halfturn",
          "dev.halfturn.spi.SecretStore",
          "dev.halfturn.store.file.FileSecretStoreFactory",
          "com.fasterxml.jackson.core.JsonFactory",
          "com.fasterxml.jackson.jr.ob.JSON",
          "dev.failsafe.Failsafe",
          "org.bouncycastle.crypto.generators.Argon2BytesGenerator",
          "org.slf4j.Logger",
          "org.slf4j.nop.NOPServiceProvider");

  private final Path directory;
  private final Path launcher;
  private final boolean archives;
  private final AmazonSimulator amazon;
  private final SimulatedApp app;

  StartUpBed(Path directory, Path distribution, boolean archives)
      throws IOException, InterruptedException, GeneralSecurityException {
    this.directory = directory;
    this.launcher = distribution.resolve("bin/halfturn");
    this.archives = archives;
    certify();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    amazon = AmazonSimulator.builder().https(keys, PASSWORD.toCharArray()).build();
    app = amazon.addApp("erp");
    app.addSeller("default", Region.NA);
    makePlainProgram();
    makeStores();
    if (archives) {
      new Program(
              List.of("sh", "-c", "'" + launcher + "' --version 3>&1 >/dev/null | cat"),
              environment(StoreKey.FILE.configuration()))
          .run();
    }
  }

  private void certify() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("java.home"));
    Files.copy(home.resolve("lib/security/cacerts"), directory.resolve("trust"));
    keytool("-genkeypair", "server.p12", "-keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1");
    keytool("-exportcert", "server.p12", "-file " + directory.resolve("server.crt"));
    keytool("-importcert", "trust", "-noprompt -file " + directory.resolve("server.crt"));
  }

  private void keytool(String what, String store, String more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk("keytool"), what, "-alias", "amazon"));
    command.addAll(List.of("-keystore", directory.resolve(store).toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(more.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + command);
    }
  }

  private void makePlainProgram() throws IOException, GeneralSecurityException {
    String credentials = app.clientId() + "\n" + app.secret() + "\n" + refreshToken() + "\n";
    Files.write(directory.resolve("plain.key"), new byte[32]);
    Path file = directory.resolve("passphrase");
    Files.writeString(file, PASSPHRASE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    for (StoreKey key : StoreKey.values()) {
      byte[] secret = Files.readAllBytes(plainSecret(key));
      Files.write(
          directory.resolve("plain." + key.text()),
          PlainToken.seal(secret, key.kdfMemory(), credentials));
    }
    makeJar(PlainToken.class, "plain.jar");
    makeJar(EmbeddedToken.class, "embedded.jar");
  }

  private Path plainSecret(StoreKey key) {
    return directory.resolve(key == StoreKey.FILE ? "plain.key" : "passphrase");
  }

  private void makeJar(Class<?> program, String name) throws IOException {
    String resource = program.getName().replace('.', '/') + ".class";
    try (InputStream in = program.getClassLoader().getResourceAsStream(resource);
        OutputStream out = Files.newOutputStream(directory.resolve(name));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(resource));
      in.transferTo(jar);
    }
  }

  private void makeStores() throws IOException, InterruptedException {
    for (StoreKey key : StoreKey.values()) {
      makeStore(key);
    }
    Files.writeString(
        Files.copy(
            directory.resolve(StoreKey.FILE.configuration()), directory.resolve("disk.yaml")),
        "token.cache: disk\n",
        StandardOpenOption.APPEND);
  }

  private void makeStore(StoreKey key) throws IOException, InterruptedException {
    String configuration = key.configuration();
    Path file = directory.resolve(configuration + ".store");
    Files.writeString(
        directory.resolve(configuration),
        String.join(
            "\n",
            "store: file",
            "store.file.path: " + file,
            key == StoreKey.FILE
                ? "store.file.key-file: " + directory.resolve("store.key")
                : "store.file.passphrase-file: "
                    + directory.resolve("passphrase")
                    + "\nstore.file.kdf-memory: "
                    + key.kdfMemory(),
            "endpoint.lwa: " + amazon.lwaEndpoint(),
            "endpoint.allow-custom: true",
            ""));
    halfturn(configuration, "", "store init" + (key == StoreKey.FILE ? " --generate-key" : ""));
    halfturn(
        configuration,
        app.secret(),
        "app add erp --created 2026-11-01 - --client-id " + app.clientId());
    halfturn(configuration, refreshToken(), "seller add erp default -");
  }

  private void halfturn(String configuration, String in, String arguments)
      throws IOException, InterruptedException {
    Path input = directory.resolve("input");
    Files.writeString(input, in);
    String command = "'" + launcher + "' " + arguments + " <'" + input + "'";
    Map<String, String> environment = environment(configuration);
    environment.put("XDG_CACHE_HOME", "/dev/null");
    new Program(List.of("sh", "-c", command), environment).run();
  }

  /** One more in the store of a configuration, which only the store knows. */
  void addApplication(String configuration, String name) throws IOException, InterruptedException {
    halfturn(
        configuration,
        amazon.addApp(name).secret(),
        "app add " + name + " --created 2026-11-01 - --client-id " + app.clientId());
  }

  /** The daemon, on any port that is free. */
  Program daemon(String configuration, String javaOption) {
    Map<String, String> environment = environment(configuration);
    environment.put("HALFTURN_SERVE_BIND", "127.0.0.1:0");
    environment.merge("HALFTURN_JAVA_OPTS", javaOption, (usual, more) -> usual + " " + more);
    return new Program(List.of(launcher.toString(), "serve"), environment);
  }

  private String refreshToken() {
    return app.seller("default").orElseThrow().refreshToken();
  }

  private Map<String, String> environment(String configuration) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(
        "XDG_CACHE_HOME", archives ? directory.resolve("cache").toString() : "/dev/null");
    environment.put("HALFTURN_CONFIG", directory.resolve(configuration).toString());
    environment.put("HALFTURN_JAVA_OPTS", String.join(" ", trust()));
    return environment;
  }

  private List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + directory.resolve("trust"),
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** A JVM that prints one line, and has no options. */
  Program oneLine() {
    return new Program(
        List.of(jdk("java"), "-cp", ownClasses(), OneLine.class.getName()), Map.of());
  }

  /** The smallest command that picocli reads the arguments of, asked for its version. */
  Program picocliVersion() {
    return new Program(
        List.of(
            jdk("java"),
            "-cp",
            ownClasses() + ":" + place(picocli.CommandLine.class),
            PicocliVersion.class.getName(),
            "--version"),
        Map.of());
  }

  /** The command that prints a token. */
  Program token(StoreKey key) {
    return command(key.configuration(), "token", "erp");
  }

  /** The same, once it has kept the token on disk. */
  Program tokenOnDisk() {
    return command("disk.yaml", "token", "erp");
  }

  /** The command with this configuration. */
  Program command(String configuration, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return new Program(command, environment(configuration));
  }

  /**
   * The plain program with everything that makes a JVM start fast, its own archive of classes
   * included.
   *
   * @param exchanges whether it makes the call
   */
  Program plain(StoreKey key, boolean exchanges) throws IOException, InterruptedException {
    Path archive = directory.resolve("plain." + key.text() + "." + exchanges + ".jsa");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                directory.resolve("plain.jar") + (key == StoreKey.FILE ? "" : ":" + bouncyCastle()),
                PlainToken.class.getName(),
                Integer.toString(key.kdfMemory()),
                plainSecret(key).toString(),
                directory.resolve("plain." + key.text()).toString()));
    if (exchanges) {
      arguments.add(amazon.lwaEndpoint().toString());
    }
    if (archives) {
      java("-XX:ArchiveClassesAtExit=" + archive, arguments).run();
    }
    return java(archives ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", arguments);
  }

  /** The plain program with a key file, making the call, in a JVM as it is. */
  Program plainWithoutOptions() {
    return java(
        List.of(),
        List.of(
            "-cp",
            directory.resolve("plain.jar").toString(),
            PlainToken.class.getName(),
            "0",
            plainSecret(StoreKey.FILE).toString(),
            directory.resolve("plain.key-file").toString(),
            amazon.lwaEndpoint().toString()));
  }

  /** A program that embeds the library, in a JVM as it is. */
  Program embeddedWithoutOptions() {
    return java(List.of(), embeddedArguments());
  }

  /** The same with everything that makes a JVM start fast. */
  Program embedded() throws IOException, InterruptedException {
    Path archive = directory.resolve("embedded.jsa");
    if (archives) {
      java("-XX:ArchiveClassesAtExit=" + archive, embeddedArguments()).run();
    }
    return java(
        archives ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", embeddedArguments());
  }

  /** On the class path lies what such a program needs and nothing else. */
  private List<String> embeddedArguments() {
    StringBuilder classPath = new StringBuilder(directory.resolve("embedded.jar").toString());
    for (String library : LIBRARIES) {
      classPath.append(':').append(place(library));
    }
    return List.of(
        "-cp",
        classPath.toString(),
        EmbeddedToken.class.getName(),
        directory.resolve(StoreKey.FILE.configuration() + ".store").toString(),
        directory.resolve("store.key").toString(),
        amazon.lwaEndpoint().toString(),
        directory.resolve("state").toString());
  }

  private Program java(String share, List<String> arguments) {
    List<String> options = new ArrayList<>(List.of(share));
    options.addAll(FASTEST);
    return java(options, arguments);
  }

  private Program java(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(jdk("java")));
    command.addAll(options);
    command.addAll(trust());
    command.addAll(arguments);
    return new Program(command, Map.of());
  }

  private static String jdk(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }

  private static String ownClasses() {
    return place(OneLine.class);
  }

  private static String bouncyCastle() {
    return place(org.bouncycastle.crypto.generators.Argon2BytesGenerator.class);
  }

  private static String place(String type) {
    try {
      return place(Class.forName(type, false, StartUpBed.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /** Prints one line. */
  static final class OneLine {
    private OneLine() {}

    public static void main(String[] args) {
      System.out.println("one line");
    }
  }

  @Override
  public void close() {
    amazon.close();
  }
}
