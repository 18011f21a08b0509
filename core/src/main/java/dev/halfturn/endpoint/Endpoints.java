// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.endpoint;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The addresses secrets are sent to. Immutable; every instance has passed the checks of {@link
 * Builder#build()}, so whoever holds one need not check again.
 */
public final class Endpoints {

  /** Path of the token endpoint. */
  public static final String TOKEN_PATH = "/auth/o2/token";

  private static final URI LWA = URI.create("https://api.amazon.com" + TOKEN_PATH);
  private static final Endpoints AMAZON = builder().build();

  private final URI lwa;
  private final Map<SpApiRegion, URI> spApi;
  private final Optional<InetSocketAddress> proxy;
  private final Optional<SSLContext> tls;

  private Endpoints(URI lwa, Map<SpApiRegion, URI> spApi, Builder builder) {
    this.lwa = lwa;
    this.spApi = new EnumMap<>(spApi);
    this.proxy = builder.proxy;
    this.tls = builder.tls;
  }

  /**
   * Amazon's production endpoints.
   *
   * @see <a
   *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">one
   *     token endpoint for all regions</a>
   */
  public static Endpoints amazon() {
    return AMAZON;
  }

  /** Amazon's production endpoints, to be changed one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** The token endpoint, with its path. */
  public URI lwa() {
    return lwa;
  }

  /** The Selling Partner API of a region, without a slash at the end. */
  public URI spApi(SpApiRegion region) {
    return spApi.get(region);
  }

  /** The HTTP proxy all calls go through; the JVM's own proxy settings are never used. */
  public Optional<InetSocketAddress> proxy() {
    return proxy;
  }

  /** Whom to trust; empty for the JDK's own trust store. */
  public Optional<SSLContext> tls() {
    return tls;
  }

  @Override
  public String toString() {
    return "Endpoints[lwa="
        + lwa
        + ", spApi="
        + spApi
        + proxy.map(p -> ", proxy=" + p).orElse("")
        + "]";
  }

  /** Collects addresses; not thread-safe. */
  public static final class Builder {

    private String lwa = LWA.toString();
    private final Map<SpApiRegion, String> spApi = new EnumMap<>(SpApiRegion.class);
    private boolean allowCustom;
    private Optional<InetSocketAddress> proxy = Optional.empty();
    private Optional<SSLContext> tls = Optional.empty();

    private Builder() {
      for (SpApiRegion region : SpApiRegion.values()) {
        spApi.put(region, "https://" + region.host());
      }
    }

    /** Another token endpoint; without a path it gets {@value Endpoints#TOKEN_PATH}. */
    public Builder lwa(String address) {
      this.lwa = address;
      return this;
    }

    /** Another address for a region of the Selling Partner API, possibly with a path in front. */
    public Builder spApi(SpApiRegion region, String address) {
      spApi.put(region, address);
      return this;
    }

    /** Amazon's sandbox for all regions; the token endpoint stays. */
    public Builder sandbox() {
      for (SpApiRegion region : SpApiRegion.values()) {
        spApi.put(region, "https://" + region.sandboxHost());
      }
      return this;
    }

    /**
     * Whether hosts other than Amazon's are allowed, and plain http to this machine: for tests and
     * the simulator. False unless said.
     */
    public Builder allowCustom(boolean allowed) {
      this.allowCustom = allowed;
      return this;
    }

    /** An HTTP proxy for all calls; it sees the names of hosts, not what is sent to them. */
    public Builder proxy(InetSocketAddress address) {
      this.proxy = Optional.of(address);
      return this;
    }

    /**
     * Another trust store than the JDK's, for a server with a certificate of one's own.
     * Certificates are checked in any case; TLS 1.2 is the least.
     */
    public Builder tls(SSLContext context) {
      this.tls = Optional.of(context);
      return this;
    }

    /**
     * Checks all addresses: https, one of Amazon's hosts, no user, query or fragment. With {@link
     * #allowCustom} any host name or canonical address literal, and plain http to the loopback
     * interface; link-local addresses (where clouds keep their metadata services) never.
     *
     * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code
     *     ENDPOINT_REFUSED}, naming the setting and what is wrong; the address is not quoted beyond
     *     its host, since people put passwords into addresses
     */
    public Endpoints build() {
      URI checkedLwa = EndpointCheck.check("endpoint.lwa", lwa, allowCustom);
      Map<SpApiRegion, URI> checked = new EnumMap<>(SpApiRegion.class);
      spApi.forEach(
          (region, address) ->
              checked.put(
                  region,
                  EndpointCheck.check("endpoint.spapi." + region.text(), address, allowCustom)));
      return new Endpoints(
          checkedLwa.getPath().isEmpty() ? checkedLwa.resolve(TOKEN_PATH) : checkedLwa,
          checked,
          this);
    }
  }
}
