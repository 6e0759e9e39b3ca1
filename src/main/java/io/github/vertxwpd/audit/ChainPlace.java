package io.github.vertxwpd.audit;

/**
 * A place in a chain: that of the last record.
 *
 * @param seq the record's number, from 1; 0 before the first
 * @param hash the record's hash
 */
record ChainPlace(long seq, String hash) {
  /** Before the first record. */
  static final ChainPlace START = new ChainPlace(0, Sha256.PREFIX + "0".repeat(64));
}
