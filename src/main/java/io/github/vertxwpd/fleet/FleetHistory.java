package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.HistoryWalk;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.MergedStream;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events of the past. Those of one gateway are read where its journal is; those of several in the
 * order in which this node saw them, as far as it still has them. Confined to the event loop of the
 * fleet.
 */
final class FleetHistory {
  private final WpdService own;
  private final String ownId;
  private final Directory directory;
  private final Routing routing;
  private final MergedStream merged;
  private final PeerCalls peers;

  FleetHistory(
      WpdService own,
      String ownId,
      Directory directory,
      Routing routing,
      MergedStream merged,
      PeerCalls peers) {
    this.own = own;
    this.ownId = ownId;
    this.directory = directory;
    this.routing = routing;
    this.merged = merged;
    this.peers = peers;
  }

  Future<HistoryPage> page(HistoryQuery query) {
    return owner(query)
        .map(
            replica ->
                replica.id().equals(ownId)
                    ? own.history(query)
                    : peers
                        .history(Routing.reachable(replica).incarnation(), query)
                        .recover(cause -> Routing.failed(cause, replica)))
        .orElseGet(() -> HistoryWalk.page(merged, query));
  }

  /** Finds the one gateway that a query is about; empty where it is about several. */
  private Optional<Replica> owner(HistoryQuery query) {
    return query.cursor().map(this::ofCursor).orElseGet(() -> ofDevices(query.devices()));
  }

  private Optional<Replica> ofCursor(String cursor) {
    Optional<StreamPosition> position = StreamPosition.parse(cursor);
    if (position.isPresent()) {
      return directory.all().stream()
          .filter(replica -> replica.gateway().epoch().equals(position.get().epoch()))
          .findFirst();
    }
    return PortableCursor.parse(cursor)
        .filter(portable -> !portable.whole() && portable.positions().size() == 1)
        .flatMap(portable -> directory.find(portable.positions().keySet().iterator().next()));
  }

  private Optional<Replica> ofDevices(Set<String> devices) {
    if (devices.isEmpty()) {
      return Optional.empty();
    }
    List<Replica> owners =
        devices.stream().flatMap(id -> routing.owners(id).stream()).distinct().toList();
    return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
  }
}
