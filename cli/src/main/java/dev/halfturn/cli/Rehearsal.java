// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Does what people and scripts do most, so that an archive can be made of the classes it takes: on
 * a simulated Amazon, in a directory of its own, with made-up credentials. What it knows nothing of
 * is whoever started it: not their configuration, not their store.
 */
final class Rehearsal {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String APP = "erp";
  private static final String SELLER = "default";
  private static final String CERTIFICATE_PASSWORD = "rehearsal";

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  private Rehearsal(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.toString());
    environment.put("LANG", "C.UTF-8");
  }

  /**
   * Ends with an exception if a command does not end as it should.
   *
   * @param args a directory to make, which is left as it is then
   */
  public static void main(String[] args)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createDirectories(Path.of(args[0])).toRealPath();
    try (AmazonSimulator amazon = amazon(directory)) {
      SimulatedApp app = amazon.addApp(APP);
      app.addSeller(SELLER, Region.NA);
      new Rehearsal(directory).run(amazon, app);
    }
    Main.main(new String[] {"--version"}); // ends this process, as it ends any other
  }

  private void run(AmazonSimulator amazon, SimulatedApp app) throws IOException {
    environment.put("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true");
    environment.put("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    expect(0, "", "--version");
    expect(0, "", "--help");
    Path passphrase = directory.resolve("passphrase");
    Files.writeString(passphrase, "only for the rehearsal");
    Files.setPosixFilePermissions(
        passphrase, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    useStore(app, "--unlock", "key-file");
    expect(0, "", "token", APP, "--json");
    environment.put("HALFTURN_TOKEN_CACHE", "disk");
    expect(0, "", "token", APP);
    expect(0, "", "token", APP);
    expect(0, "", "secret", "get", APP + "/refreshtoken");
    expect(0, "", "status");
    expect(0, "", "status", APP, "--json");
    expect(0, "", "check");
    expect(0, "", "config", "check");
    expect(5, "", "token", "unknown");
    expect(2, "", "tokken");
    environment.put("HALFTURN_CONFIG", directory.resolve("other.yaml").toString());
    environment.put("XDG_DATA_HOME", directory.resolve("other").toString());
    useStore(app, "--passphrase-file", passphrase.toString());
  }

  private void useStore(SimulatedApp app, String... unlock) {
    expect(0, "", "init", unlock[0], unlock[1]);
    String today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).toString();
    expect(
        0, app.secret(), "app", "add", APP, "--client-id", app.clientId(), "--created", today, "-");
    expect(0, app.seller(SELLER).orElseThrow().refreshToken(), "seller", "add", APP, SELLER, "-");
    expect(0, "", "token", APP);
  }

  private void expect(int status, String in, String... command) {
    int ended =
        Main.run(
            command,
            new Surroundings(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                environment,
                Map.of(),
                CLOCK,
                Terminal.none(),
                directory,
                duration -> {}));
    if (ended != status) {
      throw new IllegalStateException(List.of(command) + " ended with " + ended);
    }
  }

  /** Speaks TLS, as the real one does; whoever is asked for trust in this process trusts it. */
  private static AmazonSimulator amazon(Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path certificate = directory.resolve("certificate.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                certificate.toString(),
                "-storepass",
                CERTIFICATE_PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate)) {
      keys.load(in, CERTIFICATE_PASSWORD.toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", certificate.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", CERTIFICATE_PASSWORD);
    return AmazonSimulator.builder().https(keys, CERTIFICATE_PASSWORD.toCharArray()).build();
  }
}
