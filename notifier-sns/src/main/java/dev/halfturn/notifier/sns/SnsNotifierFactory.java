// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PreparedNotifierFactory;
import dev.halfturn.spi.PreparedPart;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The notifier {@code aws-sns}: publishes each notice to a topic of Amazon SNS. */
public final class SnsNotifierFactory implements PreparedNotifierFactory {

  private final Supplier<AwsCredentialsProvider> credentials;

  /** With the credentials of the surroundings, as all of AWS's tools find them. */
  public SnsNotifierFactory() {
    this(() -> DefaultCredentialsProvider.builder().build());
  }

  SnsNotifierFactory(Supplier<AwsCredentialsProvider> credentials) {
    this.credentials = credentials;
  }

  @Override
  public String name() {
    return "aws-sns";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SnsOptions.all();
  }

  @Override
  public Notifier open(PluginConfig config, PluginContext context) {
    return new SnsNotifier(
        context.instance(), context.clock(), config.get(SnsOptions.TOPIC), sns(config, context));
  }

  @Override
  public List<PreparedPart> prepare(PluginConfig config, PluginContext context) {
    try (Sns sns = sns(config, context)) {
      return new TopicSetUp(context.instance(), config.get(SnsOptions.TOPIC), sns)
          .run(config.find(SnsOptions.SUBSCRIBE).orElse(List.of()));
    }
  }

  private Sns sns(PluginConfig config, PluginContext context) {
    return new Sns(
        context.instance(),
        credentials.get(),
        SnsOptions.region(config.get(SnsOptions.TOPIC), config.find(SnsOptions.REGION)),
        config.find(SnsOptions.ENDPOINT),
        config.get(SnsOptions.TIMEOUT));
  }
}
