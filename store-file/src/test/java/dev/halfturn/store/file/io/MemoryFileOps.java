// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files in memory, which keep a record of what a real disk would still have to do at each moment,
 * and which fail when told to.
 */
public final class MemoryFileOps implements FileOps {

  /** The user everything belongs to unless a test says otherwise. */
  public static final int USER = 1000;

  private final MemoryDisk disk;
  private final MemoryDisk initial;
  private final List<DiskEffect> effects = new ArrayList<>();
  private final Map<Long, Integer> permissions = new HashMap<>();
  private final Map<Long, Integer> owners = new HashMap<>();
  private final Map<Long, Instant> modified = new HashMap<>();
  private final Set<Long> locked = new HashSet<>();
  private Interference interference = (operation, path) -> {};
  private String fileSystemType = "ext4";
  private boolean hardLinks = true;
  private long lastId;
  private long ticks;

  /** What happens just before an operation. */
  @FunctionalInterface
  public interface Interference {
    void before(String operation, Path path) throws IOException;
  }

  /** An empty disk with one directory. */
  public MemoryFileOps(Path directory) {
    this(new MemoryDisk());
    disk.names.put(directory, node(FileFacts.Kind.DIRECTORY, null));
    initial.names.putAll(disk.names);
  }

  /** A disk as a crash left it. */
  MemoryFileOps(MemoryDisk disk) {
    this.disk = disk.copy();
    this.initial = disk.copy();
    Set<Long> named = new HashSet<>();
    disk.names.values().forEach(node -> named.add(node.id()));
    this.disk.contents.keySet().retainAll(named);
    this.lastId = named.stream().mapToLong(id -> id).max().orElse(0);
  }

  public void interfere(Interference what) {
    interference = what;
  }

  public void useFileSystemType(String type) {
    fileSystemType = type;
  }

  public void forbidHardLinks() {
    hardLinks = false;
  }

  /** What the disk held before the first of the {@link #effects()}. */
  MemoryDisk initial() {
    return initial;
  }

  /** How much was done to the disk so far. */
  public int effectCount() {
    return effects.size();
  }

  /** What was done to the disk, in order. */
  List<DiskEffect> effects() {
    return effects;
  }

  /** What a process sees now. */
  public byte[] content(Path path) {
    return disk.content(path).clone();
  }

  /** All paths. */
  public List<Path> paths() {
    return List.copyOf(disk.names.keySet());
  }

  /** All names except directories. */
  public List<String> fileNames() {
    return disk.names.entrySet().stream()
        .filter(entry -> entry.getValue().kind() != FileFacts.Kind.DIRECTORY)
        .map(entry -> entry.getKey().getFileName().toString())
        .toList();
  }

  /** Puts a content in place behind everybody's back. */
  public void overwrite(Path path, byte[] content) {
    MemoryDisk.Node node = disk.names.computeIfAbsent(path, p -> node(FileFacts.Kind.FILE, null));
    disk.contents.put(node.id(), content.clone());
    modified.put(node.id(), tick());
  }

  /** As {@link #overwrite}, and not even the time of the change tells of it. */
  public void overwriteUnnoticed(Path path, byte[] content) {
    disk.contents.put(disk.names.get(path).id(), content.clone());
  }

  public void makeLink(Path path, Path target) {
    disk.names.put(path, node(FileFacts.Kind.SYMBOLIC_LINK, target));
  }

  public void makeDirectory(Path path) {
    disk.names.put(path, node(FileFacts.Kind.DIRECTORY, null));
    permissions.put(disk.names.get(path).id(), 0700);
  }

  public void setPermissions(Path path, int mode) {
    permissions.put(disk.names.get(path).id(), mode);
  }

  public void setOwner(Path path, int owner) {
    owners.put(disk.names.get(path).id(), owner);
  }

  public void remove(Path path) {
    disk.names.remove(path);
  }

  public boolean exists(Path path) {
    return disk.names.containsKey(path);
  }

  /** As if another process held the lock. */
  public void lockElsewhere(Path lock) throws IOException {
    openLock(lock).tryLock();
  }

  public void unlockElsewhere(Path lock) {
    locked.remove(disk.names.get(lock).id());
  }

  @Override
  public FileFacts facts(Path path) throws IOException {
    interference.before("facts", path);
    MemoryDisk.Node node = existing(path);
    boolean directory = node.kind() == FileFacts.Kind.DIRECTORY;
    return new FileFacts(
        node.kind(),
        disk.content(path).length,
        "memory:" + node.id(),
        modified.getOrDefault(node.id(), Instant.EPOCH),
        modified.getOrDefault(node.id(), Instant.EPOCH),
        permissions.getOrDefault(node.id(), directory ? 0700 : 0600),
        owners.getOrDefault(node.id(), USER),
        (int) disk.names.values().stream().filter(other -> other.id() == node.id()).count());
  }

  @Override
  public byte[] read(Path path, int limit) throws IOException {
    interference.before("read", path);
    refuseLink(path);
    byte[] content = disk.contents.getOrDefault(existing(path).id(), new byte[0]);
    return Arrays.copyOf(content, Math.min(content.length, limit));
  }

  @Override
  public List<String> list(Path directory, String prefix) throws IOException {
    interference.before("list", directory);
    existing(directory);
    return disk.names.keySet().stream()
        .filter(path -> directory.equals(path.getParent()))
        .map(path -> path.getFileName().toString())
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Override
  public WritableFile createNew(Path path) throws IOException {
    interference.before("create", path);
    return new MemoryFile(path, make(path));
  }

  @Override
  public WritableFile openExisting(Path path) throws IOException {
    interference.before("open", path);
    refuseLink(path);
    return new MemoryFile(path, existing(path).id());
  }

  @Override
  public void link(Path newName, Path existing) throws IOException {
    interference.before("link", newName);
    if (!hardLinks) {
      throw new UnsupportedOperationException("no hard links");
    }
    if (disk.names.containsKey(newName)) {
      throw new FileAlreadyExistsException(newName.toString());
    }
    does(new DiskEffect.Names(parent(newName), Map.of(newName, Optional.of(existing(existing)))));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    interference.before("rename", to);
    if (!from.equals(to)) {
      does(
          new DiskEffect.Names(
              parent(to), Map.of(to, Optional.of(existing(from)), from, Optional.empty())));
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    interference.before("delete", path);
    if (disk.names.containsKey(path)) {
      does(new DiskEffect.Names(parent(path), Map.of(path, Optional.empty())));
    }
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    interference.before("force directory", directory);
    does(new DiskEffect.DirectoryForced(directory));
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    interference.before("create directory", directory);
    if (!disk.names.containsKey(directory)) {
      makeDirectory(directory);
      initial.names.put(directory, disk.names.get(directory));
    }
  }

  @Override
  public void closeToOthers(Path path) throws IOException {
    interference.before("chmod", path);
    permissions.put(existing(path).id(), 0600);
  }

  @Override
  public String fileSystemType(Path path) throws IOException {
    existing(path);
    return fileSystemType;
  }

  @Override
  public Path realPath(Path path) throws IOException {
    MemoryDisk.Node node = existing(path);
    return node.kind() == FileFacts.Kind.SYMBOLIC_LINK ? realPath(node.target()) : path;
  }

  @Override
  public int currentUser() {
    return USER;
  }

  @Override
  public LockFile openLock(Path path) throws IOException {
    interference.before("open lock", path);
    refuseLink(path);
    long id = disk.names.containsKey(path) ? existing(path).id() : make(path);
    return new MemoryLock(id);
  }

  private long make(Path path) throws IOException {
    if (disk.names.containsKey(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    existing(parent(path));
    MemoryDisk.Node node = node(FileFacts.Kind.FILE, null);
    does(new DiskEffect.Names(parent(path), Map.of(path, Optional.of(node))));
    return node.id();
  }

  private MemoryDisk.Node node(FileFacts.Kind kind, Path target) {
    lastId++;
    modified.put(lastId, tick());
    return new MemoryDisk.Node(lastId, kind, target);
  }

  private void does(DiskEffect effect) {
    effects.add(effect);
    DiskEffect.apply(effect, disk);
  }

  private MemoryDisk.Node existing(Path path) throws IOException {
    MemoryDisk.Node node = disk.names.get(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private void refuseLink(Path path) throws IOException {
    MemoryDisk.Node node = disk.names.get(path);
    if (node != null && node.kind() == FileFacts.Kind.SYMBOLIC_LINK) {
      throw new FileSystemException(path.toString(), null, "Too many levels of symbolic links");
    }
  }

  private Instant tick() {
    return Instant.ofEpochSecond(0, ++ticks);
  }

  private static Path parent(Path path) {
    return path.getParent();
  }

  private final class MemoryFile implements WritableFile {
    private final Path path;
    private final long id;

    MemoryFile(Path path, long id) {
      this.path = path;
      this.id = id;
    }

    @Override
    public void write(byte[] bytes, long position) throws IOException {
      try {
        interference.before("write", path);
      } catch (IOException e) {
        // what a full disk does: it takes as much as it can
        does(new DiskEffect.Content(id, Arrays.copyOf(bytes, bytes.length / 2), position));
        throw e;
      }
      does(new DiskEffect.Content(id, bytes.clone(), position));
      modified.put(id, tick());
    }

    @Override
    public void force() throws IOException {
      interference.before("force", path);
      does(new DiskEffect.FileForced(id));
    }

    @Override
    public void forceContent() throws IOException {
      force();
    }

    @Override
    public void close() throws IOException {
      interference.before("close", path);
    }
  }

  private final class MemoryLock implements LockFile {
    private final long id;

    MemoryLock(long id) {
      this.id = id;
    }

    @Override
    public boolean tryLock() {
      return locked.add(id);
    }

    @Override
    public void unlock() {
      locked.remove(id);
    }

    @Override
    public String identity() {
      return "memory:" + id;
    }
  }
}
