// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that one process exchanges and another uses. */
class KeptTokensTest {

  @TempDir Path home;

  private final TestTime time = new TestTime();
  private final FakeAmazon amazon = new FakeAmazon(time);
  private final FakeStore store = new FakeStore();
  private final List<AccessTokens> processes = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    processes.forEach(AccessTokens::close);
  }

  private Path directory() {
    return home.resolve("state/tokens");
  }

  private AccessTokens process() {
    AccessTokens tokens = keepingIn(directory());
    processes.add(tokens);
    return tokens;
  }

  private AccessTokens keepingIn(Path place) {
    return AccessTokens.builder(amazon, store)
        .clock(time)
        .nanos(time)
        .random(new Random())
        .executor(Runnable::run)
        .keptIn(place)
        .build();
  }

  private String get(String seller) {
    return process().forSeller("erp", seller).get().reveal();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.toList();
    }
  }

  private Path file() throws IOException {
    assertThat(files()).hasSize(1);
    return files().get(0);
  }

  @Test
  void serveOtherProcesses() {
    String token = get("eu");

    assertThat(get("eu")).isEqualTo(token);
    assertThat(amazon.calls()).isEqualTo(1);
  }

  @Test
  void keepTheirTimeOfExpiry() {
    Instant end = process().forSeller("erp", "eu").get().expiresAt();
    time.pass(Duration.ofMinutes(20));

    assertThat(process().forSeller("erp", "eu").get().expiresAt()).isEqualTo(end);
  }

  @Test
  void serveUntilTheMarginInWhichTheyAreReplaced() {
    get("eu");
    time.pass(Duration.ofMinutes(55).minusSeconds(1));
    get("eu");
    assertThat(amazon.calls()).isEqualTo(1);

    time.pass(Duration.ofSeconds(1));
    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void serveHalfTheirLifeIfThatIsShort() {
    amazon.life = Duration.ofMinutes(4);
    get("eu");
    time.pass(Duration.ofMinutes(2).minusSeconds(1));
    get("eu");
    assertThat(amazon.calls()).isEqualTo(1);

    time.pass(Duration.ofSeconds(1));
    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areEachSellersAndEachSetOfScopesOwn() throws IOException {
    get("eu");
    get("us");
    process().forSeller("other", "eu").get();
    process().forScopes("erp", Set.of("a", "b")).get();
    process().forScopes("erp", Set.of("ab")).get();
    process().forScopes("other", Set.of("a", "b")).get();
    assertThat(amazon.calls()).isEqualTo(6);
    assertThat(files()).hasSize(6);

    process().forScopes("erp", Set.of("b", "a")).get();
    process().forSeller("other", "eu").get();

    assertThat(amazon.calls()).isEqualTo(6);
  }

  @Test
  void doNotSurviveARotation() {
    get("eu");
    store.current = "rotated";
    amazon.secrets.add("rotated");

    get("eu");

    assertThat(amazon.presented()).containsExactly("current", "rotated");
  }

  @Test
  void doNotSurviveANewAuthorization() {
    get("eu");
    store.refreshTokens.put("eu", "Atzr|another");

    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areNotAskedForAgainByWhoeverHadOneThatWasRefused() {
    get("eu");
    TokenSource source = process().forSeller("erp", "eu");
    AccessToken refused = source.get();
    assertThat(amazon.calls()).isEqualTo(1);

    source.invalidate(refused);

    assertThat(source.get()).isNotEqualTo(refused);
    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areNotAskedForByWhoeverWasToldToForgetAndTheNewOneIsKept() {
    get("eu");
    AccessTokens tokens = process();
    TokenSource source = tokens.forSeller("erp", "eu");
    tokens.forget("erp");

    String fresh = source.get().reveal();

    assertThat(amazon.calls()).isEqualTo(2);
    assertThat(get("eu")).isEqualTo(fresh);
    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areDroppedWhenAmazonRefusesTheClientSecret() throws IOException {
    get("eu");
    amazon.secrets.clear();

    refuseAnew("eu");

    assertThat(files()).isEmpty();
    assertThat(catchThrowable(() -> get("eu"))).isInstanceOf(TokenException.class);
  }

  @Test
  void areDroppedWhenAmazonRefusesTheSellerAndThoseOfOthersAreNot() throws IOException {
    get("eu");
    String us = get("us");
    amazon.revoked.add("Atzr|erp/eu");

    refuseAnew("eu");

    assertThat(files()).hasSize(1);
    assertThat(get("us")).isEqualTo(us);
    assertThat(catchThrowable(() -> get("eu"))).isInstanceOf(TokenException.class);
  }

  @Test
  void areNotDroppedWhenAmazonIsAwayOrThrottles() {
    String token = get("eu");
    for (TokenException passing : List.of(Fakes.unavailable(), Fakes.throttled(Optional.empty()))) {
      amazon.before =
          () -> {
            throw passing;
          };

      refuseAnew("eu");

      assertThat(get("eu")).isEqualTo(token);
    }
  }

  /** Asks for a token that is not the one that is kept, in vain. */
  private void refuseAnew(String seller) {
    AccessTokens tokens = process();
    TokenSource source = tokens.forSeller("erp", seller);
    tokens.forget("erp");
    assertThat(catchThrowable(source::get)).isInstanceOf(TokenException.class);
  }

  @Test
  void areNotGivenOutForWhatIsNoLongerInTheStore() {
    get("eu");
    store.failure = Optional.of(Fakes.noEntry());

    assertThat(catchThrowable(() -> get("eu"))).hasMessageContaining("no entry");
  }

  @Test
  void areReplacedInTheBackgroundWhenTheyEnd() {
    get("eu");
    TokenSource source = process().forSeller("erp", "eu");
    String old = source.get().reveal();
    time.pass(Duration.ofMinutes(56));

    assertThat(source.get().reveal()).isEqualTo(old);

    assertThat(amazon.calls()).isEqualTo(2);
    assertThat(source.get().reveal()).isNotEqualTo(old);
  }

  @Test
  void serveWhileAmazonIsAway() {
    String token = get("eu");
    amazon.before =
        () -> {
          throw Fakes.refused("invalid_client");
        };

    assertThat(get("eu")).isEqualTo(token);
    assertThat(catchThrowable(() -> get("us"))).isInstanceOf(TokenException.class);
  }

  @Test
  void areKeptWithASecretThatWasFoundInTheInbox() {
    store.current = "refused";
    store.inbox = List.of("current");

    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
    store.current = "current";
    store.inbox = List.of();
    get("eu");
    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areOfNoUseIfTheCalendarWasSetBack() {
    get("eu");
    time.suspend(Duration.ofMinutes(-1));

    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
  }

  /** As if the calendar had been set back in the middle of the exchange. */
  @Test
  void areOfNoUseIfTheyLiveLongerThanAmazonsDo() {
    amazon.life = Duration.ofHours(1).plusSeconds(1);
    get("eu");

    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
  }

  @Test
  void areReplacedWhateverIsWrongWithTheFile() throws IOException {
    get("eu");
    byte[] good = Files.readAllBytes(file());
    List<byte[]> bad = new ArrayList<>();
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = good.clone();
      flipped[i] ^= 1;
      bad.add(flipped);
      bad.add(java.util.Arrays.copyOf(good, i));
    }
    bad.add(java.util.Arrays.copyOf(good, good.length + 1));
    bad.add(new byte[1_000_000]);
    bad.add("HALFTURN-TOKEN-2\nsomething else".getBytes(StandardCharsets.US_ASCII));
    for (byte[] content : bad) {
      Files.write(file(), content);
      int before = amazon.calls();

      get("eu");
      get("eu");

      assertThat(amazon.calls()).isEqualTo(before + 1);
    }
  }

  @Test
  void areNotThoseOfAnotherSellerUnderTheName() throws IOException {
    get("eu");
    Path eu = file();
    get("us");
    Path us = files().stream().filter(file -> !file.equals(eu)).findFirst().orElseThrow();
    Files.write(us, Files.readAllBytes(eu));

    get("us");

    assertThat(amazon.calls()).isEqualTo(3);
  }

  @Test
  void areNotReadThroughALink() throws IOException {
    get("eu");
    Path aside = Files.move(file(), home.resolve("aside"));
    Files.createSymbolicLink(directory().resolve(sealedName("eu")), aside);

    get("eu");

    assertThat(amazon.calls()).isEqualTo(2);
    assertThat(Files.isRegularFile(file(), java.nio.file.LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  private static String sealedName(String seller) {
    return SealedToken.of(
            new ClientCredential("id-of-erp", Fakes.secret("current")),
            new Grant.RefreshToken(Fakes.secret("Atzr|erp/" + seller)))
        .name();
  }

  @Test
  void areNoneIfTheyCannotBeKept() throws IOException {
    Files.createDirectories(directory().getParent());
    Files.writeString(directory(), "in the way");

    assertThat(get("eu")).isNotEqualTo(get("eu"));

    assertThat(directory()).hasContent("in the way");
  }

  @Test
  void areNoneIfTheDirectoryCannotBeWritten() throws IOException {
    Path proc = Path.of("/proc/self"); // not even for root
    assumeThat(proc).as("a directory in which nobody can write").isDirectory();

    try (AccessTokens tokens = keepingIn(proc.resolve("tokens"))) {
      assertThat(tokens.forSeller("erp", "eu").get().reveal()).isNotEmpty();
    }
  }

  @Test
  void areNoneIfSomethingElseHasTheName() throws IOException {
    Files.createDirectories(directory().resolve(sealedName("eu")).resolve("in the way"));

    assertThat(get("eu")).isNotEqualTo(get("eu"));

    assertThat(file()).isDirectory();
  }

  @Test
  void areForTheirOwnerOnly() throws IOException {
    get("eu");

    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(permissions(directory())).isEqualTo("rwx------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void tellNothingOfWhatTheyAre() throws IOException {
    store.current = Canaries.CLIENT_SECRET;
    amazon.secrets.add(Canaries.CLIENT_SECRET);
    store.refreshTokens.put("acme-seller", Canaries.REFRESH_TOKEN);
    get("acme-seller");
    LeakDetector detector = Canaries.detector();

    assertThat(detector.scanFiles(files()).leaks()).isEmpty();
    String content = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
    assertThat(content + file().getFileName()).doesNotContain("Atza", "acme", "erp");
    assertThat(content).startsWith("HALFTURN-TOKEN-1\n");
    assertThat(file().getFileName().toString()).matches("[0-9a-f]{32}");
  }

  @Test
  void showNothingOfTheTokenAndDifferInEachWriting() {
    SealedToken seal =
        SealedToken.of(
            new ClientCredential("id", SecretValue.ofUtf8("secret")),
            Grant.ClientCredentials.of(Set.of("scope")));
    AccessToken token = new AccessToken(Canaries.ACCESS_TOKEN, time.instant());
    SealedToken.Kept kept = new SealedToken.Kept(token, time.instant());
    Random random = new Random();

    byte[] first = seal.seal(kept, random);
    byte[] second = seal.seal(kept, random);

    assertThat(Canaries.detector().scan(first)).isEmpty();
    assertThat(first).isNotEqualTo(second);
    assertThat(seal.open(first)).isEqualTo(seal.open(second)).contains(kept);
  }

  @Test
  void areRemovedAnHourAfterTheirEnd() throws IOException {
    get("eu");
    time.pass(Duration.ofHours(2).minusSeconds(1));
    get("us");
    assertThat(files()).hasSize(2);

    time.pass(Duration.ofSeconds(2));
    get("fe");

    assertThat(files()).hasSize(2).noneMatch(file -> file.endsWith(sealedName("eu")));
  }

  @Test
  void areAllThatIsRemoved() throws IOException {
    Path note = Files.writeString(Files.createDirectories(directory()).resolve("README"), "mine");
    Files.setLastModifiedTime(note, FileTime.from(Instant.EPOCH));
    Path half = Files.createFile(directory().resolve(sealedName("us") + "123.new"));
    Files.setLastModifiedTime(half, FileTime.from(Instant.EPOCH));

    get("eu");

    assertThat(note).hasContent("mine");
    assertThat(half).doesNotExist();
  }

  @Test
  void areWrittenWholeHoweverManyAskAtOnce() throws Exception {
    TreeSet<String> given = new TreeSet<>();
    for (Object token : CacheBed.together(20, () -> get("eu"))) {
      given.add((String) token);
    }

    int before = amazon.calls();
    assertThat(given).contains(get("eu"));

    assertThat(amazon.calls()).isEqualTo(before);
    assertThat(file()).hasFileName(sealedName("eu"));
  }

  @Test
  void areNotKeptUnlessSaid() throws IOException {
    try (CacheBed bed = new CacheBed()) {
      bed.get("eu");
    }

    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all).containsExactly(home);
    }
  }
}
