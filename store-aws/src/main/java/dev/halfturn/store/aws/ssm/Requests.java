// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * How a value is given to SSM. The tier is always named: what SSM would choose is the account's
 * setting, which may be the one that charges.
 */
final class Requests {

  private final ParameterValues values;
  private final ParameterTier tier;
  private final String key;
  private final Optional<ChangeNotice> notice;

  Requests(PluginConfig config) {
    Tier chosen = config.get(SsmOptions.TIER);
    values = new ParameterValues(chosen);
    tier = chosen == Tier.ADVANCED ? ParameterTier.ADVANCED : ParameterTier.STANDARD;
    key = config.get(SsmOptions.KMS_KEY_ID);
    notice = config.find(SsmOptions.NO_CHANGE_DAYS).map(ChangeNotice::new);
  }

  /** To make a parameter, with the notice if it is to have one. */
  PutParameterRequest.Builder creating(SecretName name, String parameter, SecretValue value) {
    PutParameterRequest.Builder request = request(name, parameter, value).overwrite(false);
    notice
        .filter(wanted -> ClientSecrets.isOne(name))
        .ifPresent(wanted -> request.policies(wanted.json()));
    return request;
  }

  /** To make a version; the policies of the one before stay. */
  PutParameterRequest.Builder overwriting(SecretName name, String parameter, SecretValue value) {
    return request(name, parameter, value).overwrite(true);
  }

  /** To give the notice to a parameter that has none, with the value it has. */
  PutParameterRequest.Builder noting(SecretName name, String parameter, SecretValue value) {
    return overwriting(name, parameter, value).policies(notice.orElseThrow().json());
  }

  private PutParameterRequest.Builder request(
      SecretName name, String parameter, SecretValue value) {
    return PutParameterRequest.builder()
        .name(parameter)
        .value(values.text(name, value))
        .type(ParameterType.SECURE_STRING)
        .keyId(key)
        .tier(tier);
  }
}
