/**
 * The plug-in. What an embedder imports is the root package, the contract's values, and, to bring a
 * provider of its own, the provider interface.
 */
@SuppressWarnings({
  "requires-automatic",
  "module"
}) // JNA and Micrometer have no module descriptor; "wpd" is no version.
module io.github.vertxwpd {
  requires transitive io.vertx.core;
  requires com.fasterxml.jackson.core;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.vertx.jsonschema;
  requires com.sun.jna;
  requires com.sun.jna.platform;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires java.sql;
  requires static io.vertx.codegen.api;
  requires static io.vertx.codegen.json;
  requires static io.vertx.web;
  requires static io.vertx.healthcheck;
  requires static io.vertx.auth.common;
  requires static io.vertx.auth.jwt;
  requires static com.hazelcast.core;
  requires static io.vertx.clustermanager.hazelcast;
  requires static org.bouncycastle.pkix;
  requires static org.bouncycastle.provider;
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;
  requires static micrometer.core;
  requires static micrometer.registry.prometheus;
  requires static info.picocli;
  requires static org.snakeyaml.engine.v2;
  requires static java.net.http;

  exports io.github.vertxwpd;
  exports io.github.vertxwpd.model;
  exports io.github.vertxwpd.connector;

  opens schemas;
  opens io.github.vertxwpd.connector.wpd to
      com.sun.jna;

  provides io.netty.bootstrap.ChannelInitializerExtension with
      io.github.vertxwpd.web.websocket.EarlyBytes;
}
