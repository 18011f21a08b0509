// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Version 1 of the encrypted store file, from bytes and to bytes; {@code
 * docs/spec/file-store-v1.md} describes it. Thread-safe; reads and writes no file.
 *
 * <p>Bytes are refused with these reasons: {@code STORE_CORRUPT} (not such a file, cut short, or
 * not in its one canonical form), {@code UNSUPPORTED_VERSION} (made by something newer), {@code
 * WRONG_KEY}, {@code KDF_LIMIT} (the only slots for this key cost more to open than is allowed),
 * and {@code STORE_TAMPERED} (the key is right and the bytes are not those it sealed).
 */
public final class StoreFileFormat {

  /** Largest store file, in bytes. */
  public static final int MAX_FILE_BYTES = FileLayout.MAX_FILE_BYTES;

  private final KdfLimits limits;
  private final SecureRandom random;

  public StoreFileFormat(KdfLimits limits, SecureRandom random) {
    this.limits = Objects.requireNonNull(limits);
    this.random = Objects.requireNonNull(random);
  }

  /** What a file says about itself, unproved: to name its slots when no key is at hand. */
  public static Header inspect(byte[] file) {
    return FileLayout.parse(file).header();
  }

  /**
   * A new, empty store, its first generation.
   *
   * @throws HalfturnException {@code KDF_LIMIT}
   */
  public SealedStore create(NewSlot slot) {
    requireAffordable(slot);
    FileId fileId = FileId.random(random);
    MasterKey masterKey = MasterKey.random(fileId, random);
    Slot first = SlotCrypto.wrap(masterKey, SlotId.random(random), slot, random);
    return seal(new Header(fileId, 1, List.of(first)), masterKey, Entries.empty());
  }

  /**
   * Proves and decrypts a file by somebody's key. Tries the slots of that kind in order; each one
   * for a passphrase costs a derivation.
   */
  public OpenedStore open(byte[] file, UnlockKey key) {
    FileLayout layout = FileLayout.parse(file);
    return open(file, layout, unlock(layout.header(), key));
  }

  /**
   * Proves and decrypts another generation of a store that was opened before, without its slots
   * being tried. If the store was given a new master key in between, this fails with {@code
   * STORE_TAMPERED}; opening it by a slot then tells the two apart.
   */
  public OpenedStore open(byte[] file, MasterKey masterKey) {
    return open(file, FileLayout.parse(file), masterKey);
  }

  /**
   * The next generation of a store, with these entries.
   *
   * @throws HalfturnException {@code STORE_TOO_LARGE}
   */
  public SealedStore seal(OpenedStore store, Entries entries) {
    Header header = store.header();
    return seal(header.next(header.slots()), store.masterKey(), entries);
  }

  /**
   * The slot that a key opens; empty if there is none. Costs as much as {@link #open(byte[],
   * UnlockKey)}.
   *
   * @throws HalfturnException {@code KDF_LIMIT} if none was found and some could not be tried
   */
  public Optional<Slot> slotOf(Header header, UnlockKey key) {
    return find(header, key).map(Unlocked::slot);
  }

  /**
   * The next generation, which one more key opens.
   *
   * @throws HalfturnException {@code KEY_SLOTS_FULL}; {@code KEY_PRESENT} if the key opens the
   *     store already; {@code KDF_LIMIT}
   */
  public SealedStore addSlot(OpenedStore store, NewSlot slot) {
    requireAffordable(slot);
    Header header = store.header();
    if (header.slots().size() == Header.MAX_SLOTS) {
      throw FormatProblems.precondition(
          "KEY_SLOTS_FULL",
          "the store has " + Header.MAX_SLOTS + " keys already",
          "remove one with 'halfturn key remove'");
    }
    if (slotOf(header, slot.key()).isPresent()) {
      throw FormatProblems.precondition(
          "KEY_PRESENT", "this key opens the store already", "nothing is to be done");
    }
    List<Slot> slots = new ArrayList<>(header.slots());
    slots.add(SlotCrypto.wrap(store.masterKey(), newId(header), slot, random));
    return seal(header.next(slots), store.masterKey(), store.entries());
  }

  /**
   * The next generation, without one slot. Its key still opens older generations, and the master
   * key stays: only {@link #rekey} locks out somebody who kept a copy.
   *
   * @throws HalfturnException {@code NO_SUCH_KEY} or {@code LAST_KEY}
   */
  public SealedStore removeSlot(OpenedStore store, SlotId id) {
    Header header = store.header();
    List<Slot> slots = new ArrayList<>(header.slots());
    if (!slots.removeIf(slot -> slot.id().equals(id))) {
      throw FormatProblems.notFound("NO_SUCH_KEY", "the store has no key slot " + id);
    }
    if (slots.isEmpty()) {
      throw FormatProblems.precondition(
          "LAST_KEY",
          "slot " + id + " is the only one that opens the store",
          "add another key with 'halfturn key add' first");
    }
    return seal(header.next(slots), store.masterKey(), store.entries());
  }

  /**
   * The next generation under a new master key. A slot is made anew, under its old id, for each one
   * that a given key opens; slots whose key is not given cannot be, and are dropped.
   *
   * @throws HalfturnException {@code WRONG_KEY} if no slot would be left; {@code KDF_LIMIT}
   */
  public RekeyedStore rekey(OpenedStore store, List<UnlockKey> keys) {
    Header header = store.header();
    MasterKey masterKey = MasterKey.random(header.fileId(), random);
    List<Slot> kept = new ArrayList<>();
    List<Slot> dropped = new ArrayList<>(header.slots());
    for (Slot slot : header.slots()) {
      Header alone = new Header(header.fileId(), header.generation(), List.of(slot));
      Optional<UnlockKey> fitting =
          keys.stream().filter(key -> slotOf(alone, key).isPresent()).findFirst();
      if (fitting.isPresent()) {
        kept.add(SlotCrypto.wrap(masterKey, slot.id(), renewed(fitting.get(), slot), random));
        dropped.remove(slot);
      }
    }
    if (kept.isEmpty()) {
      throw wrongKey(header, "no given key opens the store");
    }
    return new RekeyedStore(seal(header.next(kept), masterKey, store.entries()), dropped);
  }

  /**
   * Proves that what was read back from where a store was written is what was sealed, and that it
   * decrypts to what went in. The decryption is done again in full; only the parsing is spared.
   *
   * @throws HalfturnException {@code STORE_CORRUPT} if the bytes differ; {@code STORE_TAMPERED} if
   *     they are the same and yet do not hold what they should
   */
  public void verify(byte[] readBack, SealedStore sealed) {
    if (!Arrays.equals(readBack, sealed.ownFile())) {
      throw FormatProblems.corrupt("what was read back is not what was written");
    }
    byte[] plaintext = decrypt(readBack, FileLayout.parse(readBack), sealed.store().masterKey());
    boolean same = Arrays.equals(plaintext, sealed.store().entries().plaintext());
    Arrays.fill(plaintext, (byte) 0);
    if (!same) {
      throw FormatProblems.tampered("its content is not what was sealed");
    }
  }

  private OpenedStore open(byte[] file, FileLayout layout, MasterKey masterKey) {
    byte[] plaintext = decrypt(file, layout, masterKey);
    return new OpenedStore(layout.header(), masterKey, EntriesParser.parse(plaintext));
  }

  private static byte[] decrypt(byte[] file, FileLayout layout, MasterKey masterKey) {
    Header header = layout.header();
    if (!header.fileId().hex().equals(masterKey.fileId().hex())) {
      throw FormatProblems.tampered("it belongs to another store");
    }
    byte[] mac = HmacSha256.macOfPrefix(masterKey.derive("ht1/header"), file, layout.headerEnd());
    if (!MessageDigest.isEqual(mac, layout.headerMac(file))) {
      throw FormatProblems.tampered("its header");
    }
    int start = layout.payloadStart();
    Optional<byte[]> plaintext =
        AesGcm.open(
            masterKey.payloadKey(layout.writeSalt(file), header.generation()),
            FileLayout.associatedData(file, start),
            file,
            start,
            file.length - start);
    if (plaintext.isEmpty()) {
      throw FormatProblems.tampered("its content");
    }
    return plaintext.get();
  }

  private SealedStore seal(Header header, MasterKey masterKey, Entries entries) {
    byte[] plaintext = entries.plaintext();
    byte[] beforeSalt = FileLayout.encodeHeader(header);
    int headerEnd = beforeSalt.length + FileLayout.SALT_BYTES;
    int payloadStart = headerEnd + HmacSha256.BYTES;
    long length = (long) payloadStart + plaintext.length + AesGcm.TAG_BYTES;
    if (length > MAX_FILE_BYTES) {
      throw FormatProblems.tooLarge();
    }
    byte[] writeSalt = writeSalt(masterKey, beforeSalt, plaintext);
    ByteBuffer file = ByteBuffer.allocate((int) length);
    file.put(beforeSalt).put(writeSalt);
    file.put(HmacSha256.macOfPrefix(masterKey.derive("ht1/header"), file.array(), headerEnd));
    AesGcm.seal(
        masterKey.payloadKey(writeSalt, header.generation()),
        FileLayout.associatedData(file.array(), payloadStart),
        plaintext,
        file.array(),
        payloadStart);
    return new SealedStore(file.array(), new OpenedStore(header, masterKey, entries));
  }

  /** Depends on what is written, so that repeated random numbers give no key two plaintexts. */
  private byte[] writeSalt(MasterKey masterKey, byte[] beforeSalt, byte[] plaintext) {
    byte[] header = Arrays.copyOfRange(beforeSalt, FileLayout.HEADER_START, beforeSalt.length);
    return HmacSha256.mac(
        masterKey.derive("ht1/salt"), Bytes.random(random, 32), header, plaintext);
  }

  private MasterKey unlock(Header header, UnlockKey key) {
    Optional<Unlocked> found = find(header, key);
    if (found.isEmpty()) {
      throw wrongKey(header, "the key does not open the store");
    }
    return found.get().masterKey();
  }

  private Optional<Unlocked> find(Header header, UnlockKey key) {
    Optional<HalfturnException> refused = Optional.empty();
    for (Slot slot : header.slots()) {
      if (slot.type() != key.slotType()) {
        continue;
      }
      Optional<HalfturnException> excess = limits.excess(slot.kdf());
      if (excess.isPresent()) {
        refused = excess;
        continue;
      }
      Optional<MasterKey> masterKey = SlotCrypto.unwrap(header.fileId(), slot, key);
      if (masterKey.isPresent()) {
        return Optional.of(new Unlocked(slot, masterKey.get()));
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    return Optional.empty();
  }

  private static HalfturnException wrongKey(Header header, String message) {
    return FormatProblems.wrongKey(
        message,
        "its key slots are: "
            + String.join(", ", header.slots().stream().map(Slot::toString).toList()));
  }

  private void requireAffordable(NewSlot slot) {
    Optional<HalfturnException> excess = limits.excess(slot.kdf());
    if (excess.isPresent()) {
      throw excess.get();
    }
  }

  /** The same kind of slot; one that was made too cheap elsewhere is raised to the floor. */
  private static NewSlot renewed(UnlockKey key, Slot slot) {
    return key instanceof UnlockKey.Passphrase passphrase
        ? NewSlot.of(passphrase, slot.kdf().orElseThrow().raisedToFloor())
        : NewSlot.of((UnlockKey.RawKey) key);
  }

  private SlotId newId(Header header) {
    SlotId id;
    do {
      id = SlotId.random(random);
    } while (isTaken(header, id));
    return id;
  }

  private static boolean isTaken(Header header, SlotId id) {
    return header.slots().stream().anyMatch(slot -> slot.id().equals(id));
  }

  private record Unlocked(Slot slot, MasterKey masterKey) {}
}
