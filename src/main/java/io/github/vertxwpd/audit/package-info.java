/**
 * Who asked for what: a record for each decision and each outcome, in files that only grow, each
 * record with the hash of the one before.
 *
 * <p>Knows the model and its own options alone.
 */
package io.github.vertxwpd.audit;
