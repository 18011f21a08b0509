// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import dev.halfturn.rotation.HookFacts;
import dev.halfturn.rotation.HookRun;
import dev.halfturn.rotation.RotationHooks;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the executable files in the directories {@code pre}, {@code deploy} and {@code post}, one
 * after the other, in the order of their names. What every user of the computer may write is never
 * run, and looked for in all three before anything is changed. Thread-safe.
 */
public final class HookDirectory implements RotationHooks {

  private static final Logger log = LoggerFactory.getLogger(HookDirectory.class);

  private static final String PRE = "pre";
  private static final String DEPLOY = "deploy";
  private static final String POST = "post";
  private static final String FAILED = "HOOK_FAILED";

  private final Path directory;
  private final Duration limit;

  /**
   * @param directory absolute
   * @param limit how long each program may take; then it is killed with all it has started
   */
  public HookDirectory(Path directory, Duration limit) {
    this.directory = directory;
    this.limit = limit;
  }

  @Override
  public List<HookRun> before(HookFacts facts) {
    for (String phase : List.of(PRE, DEPLOY, POST)) {
      try {
        hooks(phase);
      } catch (IOException e) {
        throw stop(e.getMessage());
      }
    }
    List<HookRun> runs = new ArrayList<>();
    for (HookRun run : new Runs(PRE, facts)) {
      if (run.failure().isPresent()) {
        throw stop("hook '" + PRE + "/" + run.name() + "' " + run.failure().get());
      }
      runs.add(run);
    }
    return runs;
  }

  @Override
  public List<HookRun> deploy(HookFacts facts) {
    return all(DEPLOY, facts);
  }

  @Override
  public List<HookRun> after(HookFacts facts) {
    return all(POST, facts);
  }

  private List<HookRun> all(String phase, HookFacts facts) {
    List<HookRun> runs = new ArrayList<>();
    new Runs(phase, facts).forEach(runs::add);
    return runs;
  }

  /** Runs a hook each time the next one is asked for. */
  private final class Runs implements Iterable<HookRun> {
    private final String phase;
    private final HookFacts facts;

    Runs(String phase, HookFacts facts) {
      this.phase = phase;
      this.facts = facts;
    }

    @Override
    public Iterator<HookRun> iterator() {
      List<Path> hooks;
      try {
        hooks = hooks(phase);
      } catch (IOException e) {
        return List.of(new HookRun(phase, phase, Duration.ZERO, Optional.of(e.getMessage())))
            .iterator();
      }
      return hooks.stream().map(hook -> run(phase, hook, facts)).iterator();
    }
  }

  private HookRun run(String phase, Path hook, HookFacts facts) {
    String name = HookOutput.printable(String.valueOf(hook.getFileName()));
    long began = System.nanoTime();
    Optional<String> failure =
        new HookProcess(hook, variables(phase, facts), limit)
            .run(line -> log.info("{}: hook {}/{} says: {}", facts.app(), phase, name, line));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    log.info("{}: hook {}/{} took {} ms", facts.app(), phase, name, took.toMillis());
    return new HookRun(phase, name, took, failure);
  }

  private static Map<String, String> variables(String phase, HookFacts facts) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("HALFTURN_HOOK_APP", facts.app());
    variables.put("HALFTURN_HOOK_PHASE", phase);
    variables.put("HALFTURN_HOOK_ROTATION_ID", facts.rotationId().orElse(""));
    variables.put("HALFTURN_HOOK_VERSION", facts.version().orElse(""));
    variables.put("HALFTURN_HOOK_OLD_ENDS_AT", facts.oldEndsAt().map(Object::toString).orElse(""));
    return variables;
  }

  private List<Path> hooks(String phase) throws IOException {
    requireClosed(directory);
    Path place = directory.resolve(phase);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    requireClosed(place);
    List<Path> hooks;
    try (Stream<Path> files = Files.list(place)) {
      hooks =
          files
              .filter(Files::isRegularFile)
              .filter(Files::isExecutable)
              .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
              .toList();
    }
    for (Path hook : hooks) {
      requireClosed(hook);
    }
    return hooks;
  }

  private static void requireClosed(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException("there is no '" + HookOutput.printable(path.toString()) + "'");
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "everybody may write '" + HookOutput.printable(path.toString()) + "', so it is not run");
    }
  }

  private HalfturnException stop(String why) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, FAILED, why + "; nothing was put in place")
            .withHint(
                "hooks lie in " + directory + "; what they print is in the log, see --verbose"));
  }
}
