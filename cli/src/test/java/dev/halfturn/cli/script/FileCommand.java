// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What scripts do to files. */
final class FileCommand {

  private final Path directory;
  private final Map<String, String> variables;
  private final List<FileChannel> open = new ArrayList<>();
  private FileChannel lock;

  FileCommand(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.variables = variables;
  }

  void close() {
    open.forEach(FileCommand::close);
  }

  String run(List<String> args, String input) {
    try {
      Path file = directory.resolve(args.get(1));
      switch (args.get(0)) {
        case "write" -> {
          Files.createDirectories(file.getParent());
          Files.writeString(file, input);
        }
        case "show" -> {
          return Files.readString(file);
        }
        case "mode" ->
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(args.get(2)));
        case "cut" ->
            Files.write(
                file, Arrays.copyOf(Files.readAllBytes(file), Integer.parseInt(args.get(2))));
        case "put" -> put(file, Integer.parseInt(args.get(2)), args.get(3));
        case "lock" -> lock(file);
        case "flip" -> flip(file, Integer.parseInt(args.get(2)));
        case "copy" ->
            Files.copy(
                file,
                directory.resolve(args.get(2)),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        case "link" -> Files.createSymbolicLink(directory.resolve(args.get(2)), file);
        case "open" -> open(file, args.get(2));
        case "unlock" -> lock.close();
        case "remove" -> Files.delete(file);
        default -> throw new IllegalArgumentException("no way to " + args.get(0) + " a file");
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path file, int offset, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] other = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(other, 0, bytes, offset, other.length);
    Files.write(file, bytes);
  }

  private void lock(Path file) throws IOException {
    lock = FileChannel.open(file, StandardOpenOption.WRITE);
    lock.lock();
  }

  /** Opens a file for this process, and what is run in it, and keeps its descriptor. */
  private void open(Path file, String variable) throws IOException {
    open.add(FileChannel.open(file));
    int descriptor = 3;
    while (!isSame(Path.of("/dev/fd/" + descriptor), file)) {
      descriptor++;
    }
    variables.put(variable, String.valueOf(descriptor));
  }

  private static boolean isSame(Path descriptor, Path file) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      return false;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flip(Path file, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int index = offset < 0 ? bytes.length + offset : offset;
    bytes[index] ^= 1;
    Files.write(file, bytes);
  }
}
