package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Future;
import java.util.List;

/**
 * The commands and queries of the contract, for REST, the WebSocket and the bus alike. May be
 * called on any thread; every future completes on the context of its caller and fails with {@link
 * io.github.vertxwpd.WpdException} alone.
 */
public interface WpdService {
  /**
   * Accepts an operation.
   *
   * @param request what to do
   * @return the operation: once Windows has queued it, or, where {@link OperationRequest#await}
   *     says so, once it has ended
   */
  Future<Operation> submit(OperationRequest request);

  /**
   * Waits for an operation's end.
   *
   * @param id the operation's id
   * @return the ended operation
   */
  Future<Operation> end(String id);

  /**
   * Reads one operation.
   *
   * @param id the operation's id
   */
  Future<Operation> operation(String id);

  /**
   * Lists devices with the stream's position at that moment.
   *
   * @param query which ones
   */
  Future<Listing<Device>> devices(DeviceQuery query);

  /** Takes a picture of everything, with the stream's position at that moment. */
  Future<Snapshot> snapshot();

  /** Returns the stream of events. */
  EventStream stream();

  /**
   * Items with the stream's position at the moment they were read.
   *
   * @param items the items
   * @param cursor the portable cursor to follow their changes from
   */
  record Listing<T>(List<T> items, String cursor) {
    public Listing {
      items = List.copyOf(items);
    }
  }
}
