package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the gateway that a command is for. A gateway that is not there gets none: nothing is queued
 * for it, and nobody else takes its place. Confined to the event loop of the fleet.
 */
final class Routing {
  /** How many operations of other gateways are remembered that were asked for here. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Directory directory;
  private final Map<String, String> gatewayOfOperation =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  Routing(Directory directory) {
    this.directory = directory;
  }

  /**
   * Finds the gateway that has a request's device.
   *
   * @throws WpdException where there is none, where there are several, or where it is not there
   */
  Replica of(OperationRequest request) {
    return reachable(request.gateway().map(this::named).orElseGet(() -> owner(request.device())));
  }

  private Replica named(String gateway) {
    return directory
        .find(gateway)
        .orElseThrow(
            () ->
                new WpdException(
                    Problem.of(
                            ProblemCode.GATEWAY_NOT_FOUND,
                            "no gateway is known as \"" + gateway + "\"")
                        .withHint("list the gateways to see which are known to this node")));
  }

  private Replica owner(String device) {
    List<Replica> owners = owners(device);
    if (owners.isEmpty()) {
      throw new WpdException(
          Problem.of(
                  ProblemCode.DEVICE_NOT_FOUND, "no paired device is known as \"" + device + "\"")
              .withHint("list the devices to see what is paired with the gateways of the fleet"));
    }
    if (owners.size() > 1) {
      String names = owners.stream().map(Replica::id).collect(Collectors.joining(", "));
      throw new WpdException(
          Problem.of(
                  ProblemCode.DEVICE_AMBIGUOUS,
                  "\"" + device + "\" is paired with several gateways: " + names)
              .withHint("name one of them as gateway"));
    }
    return owners.get(0);
  }

  /** Returns the gateways that a device is paired with. */
  List<Replica> owners(String device) {
    DeviceQuery query =
        new DeviceQuery(Optional.of(device), Optional.empty(), Optional.empty(), Optional.empty());
    return directory.all().stream()
        .filter(replica -> replica.devices().stream().anyMatch(query::matches))
        .toList();
  }

  /** Returns a gateway that may be asked; throws {@code gateway-unreachable} for another one. */
  static Replica reachable(Replica replica) {
    if (replica.liveness() == Liveness.UP) {
      return replica;
    }
    throw new WpdException(FleetProblems.gone(replica));
  }

  /**
   * Fails as the way to a gateway did; one that is not reached gets no more until it is heard of.
   */
  static <T> Future<T> failed(Throwable cause, Replica gateway) {
    Problem problem = FleetProblems.of(cause, gateway);
    if (problem.code() == ProblemCode.GATEWAY_UNREACHABLE) {
      gateway.isGone();
    }
    return Future.failedFuture(new WpdException(problem));
  }

  /** Remembers whose an operation is. */
  void remember(String operation, String gateway) {
    gatewayOfOperation.put(operation, gateway);
  }

  /** Returns the gateway of an operation, as far as it is known here. */
  Optional<Replica> ofOperation(String operation) {
    return Optional.ofNullable(gatewayOfOperation.get(operation))
        .flatMap(directory::find)
        .or(
            () ->
                directory.all().stream()
                    .filter(replica -> replica.operation(operation).isPresent())
                    .findFirst());
  }
}
