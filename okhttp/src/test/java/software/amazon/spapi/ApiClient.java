// SPDX-License-Identifier: Apache-2.0
package software.amazon.spapi;

import com.amazon.SellingPartnerAPIAA.LWAAuthorizationSigner;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** As much of the class of Amazon's SDK as the documents use, and one call. */
public final class ApiClient {

  private final OkHttpClient http;
  private LWAAuthorizationSigner signer;
  private String basePath;

  public ApiClient(OkHttpClient http) {
    this.http = http;
  }

  public ApiClient setLWAAuthorizationSigner(LWAAuthorizationSigner other) {
    this.signer = other;
    return this;
  }

  public ApiClient setBasePath(String path) {
    this.basePath = path;
    return this;
  }

  public Response call(String path) throws IOException {
    Request request =
        new Request.Builder()
            .url(basePath + path)
            .header("User-Agent", "amazon-selling-partner-api-sdk/1.11.0/Java")
            .build();
    return http.newCall(signer.sign(request)).execute();
  }
}
