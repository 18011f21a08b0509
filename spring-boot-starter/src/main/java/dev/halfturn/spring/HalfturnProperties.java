// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that are the starter's own. All others that begin with {@code halfturn.} are
 * settings of Halfturn and are checked by Halfturn itself.
 *
 * @param enabled whether there are any beans at all
 * @param watch whether this application looks after the client secrets: reminds people, goes on
 *     with rotations
 * @param lookEvery how often it reads from the store how they stand, for health, figures and
 *     events; zero for never
 * @param stateDirectory where small files lie that are not secret, or sealed; Halfturn's usual
 *     place unless given
 */
@ConfigurationProperties("halfturn")
record HalfturnProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean watch,
    @DefaultValue("5m") Duration lookEvery,
    Path stateDirectory) {}
