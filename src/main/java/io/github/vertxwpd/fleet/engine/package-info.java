/**
 * The engine of a fleet: a clustered Vert.x on Hazelcast, whose membership no stranger reaches.
 *
 * <p>Hazelcast has neither TLS nor authentication of its own: whoever reaches its port, reaches a
 * deserializer. So it listens on loopback, where each member has an address that is the same on
 * every node. At home that is the member's Hazelcast; elsewhere it is the entrance of a pipe, which
 * goes by mutual TLS to the member's host, and there to its Hazelcast. On a network that is
 * encrypted already Hazelcast listens there itself.
 *
 * <p>Everything outside this package knows the event bus alone.
 */
package io.github.vertxwpd.fleet.engine;
