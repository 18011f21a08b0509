// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.store.aws.call.AwsAccess;

/**
 * What a store consists of.
 *
 * @param names of parameters
 * @param calls of SSM
 * @param deletions of late
 * @param reads of values
 * @param puts of values
 * @param listing of names
 */
record SsmParts(
    ParameterNames names,
    SsmCalls calls,
    Deletions deletions,
    SsmReads reads,
    SsmPuts puts,
    SsmListing listing) {

  /**
   * @throws HalfturnException if the options contradict one another; nothing is called
   */
  static SsmParts of(PluginConfig config, PluginContext context, Pause pause) {
    SsmOptions.check(config);
    ParameterNames names = ParameterNames.of(config);
    AwsAccess access = new AwsAccess("store '" + context.instance() + "'", config);
    SsmCalls calls = new SsmCalls(access, context.clock(), pause);
    Deletions deletions = new Deletions(context.clock());
    CurrentLabel label = new CurrentLabel(calls, config.get(SsmOptions.LABELS));
    return new SsmParts(
        names,
        calls,
        deletions,
        new SsmReads(calls, names),
        new SsmPuts(
            calls,
            names,
            new Requests(config),
            new SsmWrites(calls, deletions, label),
            context.random()),
        new SsmListing(calls, names));
  }
}
