package io.github.vertxwpd.doctor;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.file.OwnerOnly;
import io.github.vertxwpd.fleet.credentials.FleetCredentials;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.github.vertxwpd.fleet.engine.Member;
import io.github.vertxwpd.fleet.engine.Members;
import io.github.vertxwpd.model.Timestamps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether this node can be one of its fleet: its credentials, the way out to each member, and the
 * way in.
 *
 * @param options where the nodes are
 * @param gateway who this node is
 * @param clock tells the time of day
 */
record ClusterCheck(ClusterOptions options, GatewayOptions gateway, Clock clock) implements Check {
  /** Enough to copy files to every node by hand; a running gateway is degraded for two weeks. */
  static final Duration EXPIRING = Duration.ofDays(30);

  private static final String NAME = "cluster";
  private static final String RENEW =
      "issue them again with `vertx-wpd cluster issue <dir> %s`, and copy what that makes to %s; a"
          + " running gateway takes it";

  @Override
  public String name() {
    return NAME;
  }

  /** A member that does not answer takes a few seconds of its own. */
  @Override
  public Duration limit() {
    return LIMIT.plus(MemberInquiry.PATIENCE.multipliedBy(1L + options.getMembers().size()));
  }

  @Override
  public List<Finding> run() throws IOException {
    if (!options.isEnabled()) {
      return List.of(Finding.skip(NAME, "cluster.enabled is false: this gateway is alone"));
    }
    List<Finding> findings = new ArrayList<>();
    try {
      LiveCredentials credentials = LiveCredentials.read(Path.of(options.getCredentials()), clock);
      findings.addAll(credentials(credentials.current(), gateway.idOrHostName()));
      Members members = Members.of(options);
      findings.add(inward(members.own(), credentials));
      for (Member member : members.all()) {
        if (!member.equals(members.own())) {
          findings.add(outward(member, credentials));
        }
      }
    } catch (IllegalArgumentException e) {
      findings.add(
          Finding.error(
              NAME, e.getMessage(), "do what it says: `run` refuses to start without it"));
    }
    return List.copyOf(findings);
  }

  private List<Finding> credentials(FleetCredentials own, String gatewayId) throws IOException {
    List<Finding> findings = new ArrayList<>();
    String renew = RENEW.formatted(gatewayId, options.getCredentials());
    Instant end = own.ends();
    if (!own.gateway().equals(gatewayId)) {
      findings.add(
          Finding.error(
              NAME,
              "cluster.credentials are those of %s, and gateway.id is %s"
                  .formatted(own.gateway(), gatewayId),
              "set gateway.id to %s, or %s".formatted(own.gateway(), renew)));
    } else if (clock.instant().plus(EXPIRING).isBefore(end)) {
      findings.add(
          Finding.ok(
              NAME,
              "the credentials are those of %s, until %s"
                  .formatted(own.gateway(), Timestamps.format(end))));
    } else {
      findings.add(Finding.warn(NAME, "the credentials end at " + Timestamps.format(end), renew));
    }
    for (String file : List.of("node.key", "fleet.secret")) {
      Path path = own.directory().resolve(file);
      if (OwnerOnly.isOpenToOthers(path)) {
        findings.add(
            Finding.warn(
                NAME, "others than its owner can read or change " + path, "chmod 600 " + path));
      }
    }
    return findings;
  }

  /** Whether others can get in through all that lies between cannot be seen from here. */
  private Finding inward(Member own, LiveCredentials credentials) {
    return switch (ask(new Member(options.getHost(), own.port()), credentials)) {
      case REACHED -> Finding.ok(NAME, "a gateway of this fleet runs here, and listens on " + own);
      case UNREACHABLE ->
          Finding.ok(
              NAME,
              "nobody listens on "
                  + own
                  + ": the gateway does not run; once it does, run doctor on the other nodes too,"
                  + " which see whether a firewall lets them in");
      case REFUSED, SILENT ->
          Finding.error(
              NAME,
              own + " is taken by another program, or by a gateway of another fleet",
              "end it, or set cluster.port to another one, on every node in cluster.members");
    };
  }

  private Finding outward(Member member, LiveCredentials credentials) {
    return switch (ask(member, credentials)) {
      case REACHED -> Finding.ok(NAME, "the member " + member + " is reached");
      case UNREACHABLE ->
          Finding.warn(
              NAME,
              "the member " + member + " cannot be reached",
              "start its gateway; or let the firewalls between pass TCP port "
                  + member.port()
                  + ", and that of its cluster.eventBusPort, in both directions");
      case SILENT ->
          Finding.warn(
              NAME,
              "at " + member + " is somebody who does not answer",
              "see whether its machine is overloaded, or another program has that port");
      case REFUSED ->
          Finding.error(
              NAME,
              "at "
                  + member
                  + " is somebody who is not of this fleet, or who does not take this"
                  + " node for one of it",
              "see to it that both nodes have credentials from the same `vertx-wpd cluster init`,"
                  + " and that their clocks are right");
    };
  }

  private MemberInquiry.Answer ask(Member member, LiveCredentials credentials) {
    try {
      InetAddress address = InetAddress.getByName(member.host());
      boolean piped = options.getNetwork().equals(ClusterOptions.PIPES);
      return piped
          ? MemberInquiry.byTls(address, member.port(), credentials)
          : MemberInquiry.plain(address, member.port());
    } catch (UnknownHostException e) {
      return MemberInquiry.Answer.UNREACHABLE;
    }
  }
}
