package io.github.vertxwpd.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** One record: its line, its hash, its place in the chain. */
final class AuditRecord {
  private static final byte[] HASH_MEMBER = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

  /** How many bytes of a line the hash takes, with its name and the closing brace: {@value}. */
  static final int HASH_BYTES = 82;

  private final byte[] line;
  private final ChainPlace place;
  private final JsonObject json;

  private AuditRecord(byte[] line, ChainPlace place, JsonObject json) {
    this.line = line;
    this.place = place;
    this.json = json;
  }

  /**
   * Makes the record that comes next in a chain.
   *
   * @param before the place of the record before
   * @param time when it happened
   * @param entry what to record
   */
  static AuditRecord after(ChainPlace before, Instant time, AuditEntry entry) {
    JsonObject json = entry.toJson(before.seq() + 1, time, before.hash());
    byte[] whole = json.toBuffer().getBytes();
    String hash = Sha256.of(whole);
    byte[] line = Arrays.copyOf(whole, whole.length - 1 + HASH_BYTES);
    byte[] member = (",\"hash\":\"" + hash + "\"}").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(member, 0, line, whole.length - 1, HASH_BYTES);
    return new AuditRecord(line, new ChainPlace(before.seq() + 1, hash), json);
  }

  /**
   * Reads a record.
   *
   * @param line the line without its line feed
   * @throws InvalidRecordException where it is none, or its hash does not fit
   */
  static AuditRecord read(byte[] line) throws InvalidRecordException {
    int body = line.length - HASH_BYTES;
    if (body < 1 || !has(line, body, HASH_MEMBER) || !has(line, line.length - END.length, END)) {
      throw new InvalidRecordException("is no whole record: it does not end with a hash");
    }
    int start = body + HASH_MEMBER.length;
    String hash = new String(line, start, Sha256.LENGTH, StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(line, body + 1);
    whole[body] = '}';
    if (!Sha256.of(whole).equals(hash)) {
      throw new InvalidRecordException("was changed: its hash is not that of what it says");
    }
    JsonObject json = parse(whole);
    return new AuditRecord(
        line, new ChainPlace(((Number) json.getValue("seq")).longValue(), hash), json);
  }

  private static boolean has(byte[] line, int at, byte[] expected) {
    return Arrays.equals(line, at, at + expected.length, expected, 0, expected.length);
  }

  private static JsonObject parse(byte[] whole) throws InvalidRecordException {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(whole));
      if (json.getValue("seq") instanceof Number
          && json.getValue("prev") instanceof String
          && json.getValue("action") instanceof String
          && json.getValue("time") instanceof String time) {
        Instant unused = Instant.parse(time);
        return json;
      }
    } catch (DecodeException | DateTimeException e) {
      throw new InvalidRecordException("is no record, although its hash fits: " + e.getMessage());
    }
    throw new InvalidRecordException(
        "is no record, although its hash fits: seq, time, prev or action is missing");
  }

  /** Returns the line without its line feed. Not to be changed. */
  byte[] line() {
    return line;
  }

  /** Returns its number and its hash. */
  ChainPlace place() {
    return place;
  }

  /** Returns what it says is the hash of the record before. */
  String prev() {
    return json.getString("prev");
  }

  Instant time() {
    return Instant.parse(json.getString("time"));
  }

  boolean is(AuditAction action) {
    return action.wireName().equals(json.getString("action"));
  }

  /** Returns its members but for the hash. Not to be changed. */
  JsonObject json() {
    return json;
  }
}
