// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

  @Test
  void amazonIsOneTokenEndpointAndThreeRegions() {
    Endpoints amazon = Endpoints.amazon();
    assertThat(amazon.lwa()).hasToString("https://api.amazon.com/auth/o2/token");
    assertThat(amazon.spApi(SpApiRegion.NA)).hasToString("https://sellingpartnerapi-na.amazon.com");
    assertThat(amazon.spApi(SpApiRegion.EU)).hasToString("https://sellingpartnerapi-eu.amazon.com");
    assertThat(amazon.spApi(SpApiRegion.FE)).hasToString("https://sellingpartnerapi-fe.amazon.com");
    assertThat(amazon.proxy()).isEmpty();
    assertThat(amazon.tls()).isEmpty();
  }

  @Test
  void theSandboxChangesTheRegionsOnly() {
    Endpoints sandbox = Endpoints.builder().sandbox().build();
    assertThat(sandbox.lwa()).isEqualTo(Endpoints.amazon().lwa());
    assertThat(sandbox.spApi(SpApiRegion.EU))
        .hasToString("https://sandbox.sellingpartnerapi-eu.amazon.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.amazon.com/auth/o2/token",
        "ftp://api.amazon.com/",
        "file:///etc/passwd",
        "jar:file:/tmp/x.jar!/",
        "javascript:alert(1)",
        "api.amazon.com/auth/o2/token",
        "//api.amazon.com/auth",
        "https:///auth/o2/token",
        "https:",
        "",
        "https://api.amazon.com.evil.tld/",
        "https://api.amazon.com@evil.tld/",
        "https://user:pass@api.amazon.com/",
        "https://evil.tld/api.amazon.com",
        "https://api.amazon.com\\@evil.tld/",
        "https://api.amazon.com%2eevil.tld/",
        "https://api.amazon.com./",
        "https://xapi.amazon.com/",
        "https://api-amazon.com/",
        "https://аpi.amazon.com/",
        "https://api.amazon.co.uk/auth/o2/token",
        "https://api.amazon.com?next=evil",
        "https://api.amazon.com/#evil",
        "https://127.0.0.1/",
        "http://127.0.0.1:8080/",
        "http://localhost:8080/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://2852039166/",
      })
  void refusesWhateverIsNotAmazonOverHttps(String address) {
    HalfturnException refusal = refusal(Endpoints.builder().lwa(address));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("ENDPOINT_REFUSED");
    assertThat(refusal).hasMessageStartingWith("endpoint.lwa ").hasNoCause();
    assertThat(refusal.hint()).isPresent();
    assertThat(refusal.getMessage()).doesNotContain("pass", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "https://169.254.169.254/",
        "https://169.254.0.1/",
        "https://2852039166/",
        "https://0xa9fea9fe/",
        "https://0xa9.0xfe.0xa9.0xfe/",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://169.16689662/",
        "https://[::ffff:169.254.169.254]/",
        "https://[::169.254.169.254]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00:ec2::254]/",
        "https://0.0.0.0/",
        "https://[::]/",
        "https://224.0.0.1/",
        "https://127.1/",
        "https://017700000001/",
        "https://1.2.3.999/",
        "https://exa_mple.com/",
        "https://-bad-.example/",
        "http://example.com/",
        "http://192.168.1.1/",
        "http://127.0.0.1.nip.io/",
        "http://localhost.evil.tld/",
        "https://user@localhost/",
        "ftp://localhost/",
      })
  void refusesTheseEvenWhenCustomHostsAreAllowed(String address) {
    assertThat(refusal(Endpoints.builder().allowCustom(true).lwa(address)).reason())
        .isEqualTo("ENDPOINT_REFUSED");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8787, http://127.0.0.1:8787/auth/o2/token",
    "http://127.0.0.1:8787/, http://127.0.0.1:8787/auth/o2/token",
    "http://localhost/x, http://localhost/x",
    "http://[::1]:99/x/, http://[::1]:99/x",
    "https://lwa.test.example/auth/o2/token, https://lwa.test.example/auth/o2/token",
    "HTTPS://LWA.Test.Example, https://lwa.test.example/auth/o2/token",
    "https://10.1.2.3:8443/t, https://10.1.2.3:8443/t",
    "https://[2001:db8::a9ff:1]/t, https://[2001:db8::a9ff:1]/t",
    "https://[fd00:ec3::254]/t, https://[fd00:ec3::254]/t",
    "https://[fd01:ec2::254]/t, https://[fd01:ec2::254]/t",
    "https://api.amazon.com, https://api.amazon.com/auth/o2/token",
  })
  void acceptsATestServerWhenCustomHostsAreAllowed(String address, URI result) {
    assertThat(Endpoints.builder().allowCustom(true).lwa(address).build().lwa()).isEqualTo(result);
  }

  @Test
  void aRegionsAddressMayHaveAPath() {
    Endpoints custom =
        Endpoints.builder()
            .allowCustom(true)
            .spApi(SpApiRegion.NA, "http://127.0.0.1:1/na/")
            .build();
    assertThat(custom.spApi(SpApiRegion.NA)).hasToString("http://127.0.0.1:1/na");
  }

  @Test
  void namesTheRegionWhoseAddressIsRefused() {
    assertThat(refusal(Endpoints.builder().spApi(SpApiRegion.FE, "https://evil.tld")))
        .hasMessage("endpoint.spapi.fe names a host that is not amazon's: 'evil.tld'");
  }

  @Test
  void carriesTheProxyAndShowsIt() {
    InetSocketAddress proxy = InetSocketAddress.createUnresolved("proxy.example", 3128);
    Endpoints through = Endpoints.builder().proxy(proxy).build();
    assertThat(through.proxy()).contains(proxy);
    assertThat(through.toString()).contains("proxy.example", "https://api.amazon.com");
    assertThat(Endpoints.amazon().toString()).doesNotContain("proxy");
  }

  @Property
  void noSpellingOfALinkLocalAddressIsAccepted(
      @ForAll @IntRange(max = 255) int third,
      @ForAll @IntRange(max = 255) int fourth,
      @ForAll @IntRange(max = 5) int spelling) {
    long number = 0xa9fe0000L + third * 256L + fourth;
    String host =
        switch (spelling) {
          case 0 -> "169.254." + third + "." + fourth;
          case 1 -> Long.toString(number);
          case 2 -> "0x" + Long.toHexString(number);
          case 3 -> "0251.0376.0" + Integer.toOctalString(third) + "." + fourth;
          case 4 -> "[::ffff:169.254." + third + "." + fourth + "]";
          default -> "[fe80::" + Integer.toHexString(third) + "]";
        };
    assertThat(refusal(Endpoints.builder().allowCustom(true).lwa("https://" + host + "/")))
        .isNotNull();
  }

  @Property
  void garbageGivesOneCleanLine(@ForAll("addresses") String address) {
    try {
      Endpoints accepted = Endpoints.builder().lwa(address).build();
      assertThat(accepted.lwa()).hasScheme("https").hasHost("api.amazon.com");
    } catch (HalfturnException e) {
      assertThat(e.reason()).isEqualTo("ENDPOINT_REFUSED");
      assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThanOrEqualTo(512);
    }
  }

  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<String> host =
        Arbitraries.of("api.amazon.com", "API.amazon.com", "evil.tld", "127.0.0.1", "[::1]", "");
    Arbitrary<String> junk =
        Arbitraries.strings().withChars("/:@?#%\\.[]ab1 \n\u0000").ofMaxLength(6);
    return Arbitraries.of("https://", "http://", "https:", "", "HTTPS://")
        .flatMap(scheme -> junk.flatMap(a -> host.flatMap(h -> junk.map(b -> scheme + a + h + b))));
  }

  @ParameterizedTest
  @CsvSource({"na, NA", "EU, EU", "Fe, FE"})
  void aRegionIsReadInAnyCase(String text, SpApiRegion region) {
    assertThat(SpApiRegion.parse(text)).isEqualTo(region);
    assertThat(region.text()).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @Test
  void anUnknownRegionIsRefusedWithTheKnownOnes() {
    HalfturnException refusal =
        catchThrowableOfType(HalfturnException.class, () -> SpApiRegion.parse("us"));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal.hint()).contains("use one of na, eu, fe");
    assertThatCode(() -> SpApiRegion.parse("na")).doesNotThrowAnyException();
  }

  private static HalfturnException refusal(Endpoints.Builder builder) {
    HalfturnException refusal = catchThrowableOfType(HalfturnException.class, builder::build);
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
