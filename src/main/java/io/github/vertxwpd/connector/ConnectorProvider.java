package io.github.vertxwpd.connector;

/** A way to reach portable devices: Windows' own, or a simulation. */
public interface ConnectorProvider {
  /**
   * Returns the provider's name in configuration and in {@code gateway.provider}, such as {@code
   * wpd}.
   */
  String name();

  /**
   * Opens the provider on the calling thread, which becomes the apartment's thread: every later
   * call on what is returned comes from it. What changes from now on is told, so that a listing
   * after the opening misses nothing.
   *
   * @param changes told that devices may have changed, on any thread, perhaps before this method
   *     returns, perhaps never
   * @return the open connector
   * @throws ProviderUnavailableException where devices cannot be reached now; opening may be tried
   *     again
   */
  Connector open(ChangeListener changes) throws ProviderUnavailableException;
}
