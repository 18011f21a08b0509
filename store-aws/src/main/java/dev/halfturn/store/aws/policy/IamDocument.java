// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.policy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a policy of IAM. */
final class IamDocument {

  private IamDocument() {}

  static String of(List<Map<String, Object>> statements) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document);
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  static Map<String, Object> allow(String id, List<String> actions, List<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", id);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resources);
    return statement;
  }

  /**
   * The use of a key for some things only, and by way of one service only.
   *
   * @param key id, alias, ARN or a template's variable
   * @param keys the ARN of any key, without its id
   * @param via the service's address
   * @param context under which name the service tells the key what it is used for
   * @param arns what it may be used for
   */
  static Map<String, Object> allowKey(
      String id,
      List<String> actions,
      String key,
      String keys,
      String via,
      String context,
      List<String> arns) {
    Map<String, Object> like = new LinkedHashMap<>();
    like.put("kms:ViaService", via);
    like.put("kms:EncryptionContext:" + context, arns);
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("StringLike", like);
    String resource = key.startsWith("arn:") || key.startsWith("${") ? key : keys + key;
    int alias = key.indexOf("alias/");
    if (alias >= 0) {
      resource = keys + "*";
      conditions.put(
          "ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", key.substring(alias)));
    }
    Map<String, Object> statement = allow(id, actions, List.of(resource));
    statement.put("Condition", conditions);
    return statement;
  }
}
