/**
 * Who asked for what: a record for each decision and each outcome, in files that only grow, each
 * record with the hash of the one before.
 *
 * <p>Knows the model and its own options alone.
 *
 * <h2>The format</h2>
 *
 * <p>A chain is a series of files {@code <chain>-<YYYYMMDD>.ndjson}, one for each UTC day on which
 * something was recorded; their names are in the chain's order. The chain goes on from one file to
 * the next, and the gateway never deletes or changes what is in them. There are two in a directory:
 * {@code gateway} is written by the running gateway, {@code cli} by commands on its machine.
 *
 * <p>A record is a line: a JSON object in UTF-8, then a line feed.
 *
 * <pre>{@code
 * {"seq":17,"time":"2026-11-22T09:14:03.120Z","prev":"sha256:…","action":"command",
 *  "actor":{"subject":"anonymous","role":"operator","via":"rest","address":"127.0.0.1"},
 *  "decision":"allow","verb":"disconnect",…,"hash":"sha256:…"}
 * }</pre>
 *
 * <ul>
 *   <li>{@code seq} counts from 1, without a gap.
 *   <li>{@code hash} is the last member and takes the line's last 82 bytes: {@code
 *       ,"hash":"sha256:<64 hexadecimal digits>"}}. It is the SHA-256 of the line without that
 *       member: of the bytes before these 82, and a closing brace.
 *   <li>{@code prev} is the {@code hash} of the record before; {@code sha256:} and 64 zeros in the
 *       first.
 * </ul>
 *
 * <p>So this verifies a chain that no crash has torn, from {@code cat gateway-*.ndjson}:
 *
 * <pre>{@code
 * import hashlib, json, sys
 * seq, last = 0, "sha256:" + "0" * 64
 * for line in sys.stdin.buffer.read().splitlines():
 *     record = json.loads(line)
 *     assert record["hash"] == "sha256:" + hashlib.sha256(line[:-82] + b"}").hexdigest(), record
 *     assert (record["seq"], record["prev"]) == (seq + 1, last), record
 *     seq, last = record["seq"], record["hash"]
 * print(seq, last)
 * }</pre>
 *
 * <p>A crash may leave the last line torn. It stays as it is, with a line feed where it has none;
 * where nothing else is missing, it is whole then. Otherwise the next record is {@code
 * audit.recovered} with the SHA-256 of the torn bytes, without that line feed, as {@code torn}; its
 * {@code prev} and {@code seq} follow the last whole record. Where a power cut left a hole of zero
 * bytes, which no record has, the torn part goes from the line with the hole to {@code
 * audit.recovered}.
 *
 * <p>The hash has no key: whoever can write the files can make a chain of their own, or cut off its
 * end. What they cannot make is one that has a hash which was kept elsewhere.
 */
package io.github.vertxwpd.audit;
