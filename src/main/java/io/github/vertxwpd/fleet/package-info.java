/**
 * Many gateways as one: who is there, what each of them has, and the way to the one that owns a
 * device. What a node knows of others is soft: it is rebuilt from what they announce, and only the
 * owner changes anything.
 */
package io.github.vertxwpd.fleet;
