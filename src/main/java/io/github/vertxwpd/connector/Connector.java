package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Optional;

/**
 * An open provider. Every method is called on the thread that opened it, may block that thread for
 * the time of a native call, and waits for nothing else.
 */
public interface Connector extends AutoCloseable {
  /**
   * Lists all paired devices afresh, those that are not connected included. A device that cannot be
   * read does not hide the others: it is listed with what could be read, and with link {@link
   * LinkState#UNKNOWN}.
   *
   * @return the devices; empty where none is paired
   * @throws NativeCallException where the list itself cannot be made
   */
  List<PairedDevice> pairedDevices() throws NativeCallException;

  /**
   * Says why devices can hardly be reached although they can be listed, such as a radio that is
   * switched off. Asked with each listing.
   *
   * @return empty where nothing is known to be in the way
   */
  default Optional<Problem> obstacle() {
    return Optional.empty();
  }

  /**
   * Reads one device's link afresh.
   *
   * @param pnpId the device, as {@link PairedDevice#pnpId()} gave it; case does not matter
   * @return what was seen
   * @throws NativeCallException where it cannot be read
   */
  LinkObservation observe(String pnpId) throws NativeCallException;

  /**
   * Reads one device's link and, where it is not at the verb's goal, queues a request to bring it
   * there. Returns as soon as the native call has returned.
   *
   * @param verb what to do
   * @param pnpId the device; case does not matter
   * @param listener told of the request's completion, on any thread, perhaps before this method
   *     returns
   * @return what came of it
   * @throws NativeCallException where the request could not even be tried
   */
  Submission submit(Verb verb, String pnpId, CompletionListener listener)
      throws NativeCallException;

  /**
   * Releases everything, in the reverse order of opening. Requests that still run are abandoned,
   * never waited for.
   */
  @Override
  void close();
}
