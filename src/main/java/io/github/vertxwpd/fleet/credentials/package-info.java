/**
 * What a fleet's nodes prove with that they belong to it: a private CA and a secret, made once; a
 * certificate with its key for each node; and how a node reads its own, again and again.
 */
package io.github.vertxwpd.fleet.credentials;
