// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** The calls of an examination; what fails is a {@link HalfturnException}. */
final class Look {

  private static final Map<String, String> SHOWN =
      Map.of(
          "ssm", "the Parameter Store",
          "secretsmanager", "Secrets Manager",
          "kms", "KMS",
          "events", "EventBridge",
          "iam", "IAM",
          "sts", "STS",
          "sns", "SNS");

  private final AwsCall call;
  private final String owner;

  Look(AwsCall call, String owner) {
    this.call = call;
    this.owner = owner;
  }

  Map<String, Object> json(String service, String target, Map<String, ?> input) {
    try {
      return call.read(service, target, input);
    } catch (SdkException e) {
      throw AwsFailure.of(owner, SHOWN.get(service), e);
    }
  }

  /** All pages of a listing: the objects under a key. */
  List<Map<String, Object>> pages(String service, String target, Map<String, ?> input, String key) {
    List<Map<String, Object>> all = new ArrayList<>();
    Map<String, Object> next = new HashMap<>(input);
    do {
      Map<String, Object> answer = json(service, target, next);
      all.addAll(Answers.objects(answer, key));
      next.put("NextToken", answer.get("NextToken"));
    } while (next.get("NextToken") != null);
    return all;
  }

  String form(String service, String form) {
    try {
      return call.form(service, form);
    } catch (SdkException e) {
      throw AwsFailure.of(owner, SHOWN.get(service), e);
    }
  }

  /** Whether a failure says that this caller may not ask, which is no fault by itself. */
  static boolean isDenied(HalfturnException e) {
    return e.code() == ErrorCode.PERMISSION_DENIED;
  }
}
