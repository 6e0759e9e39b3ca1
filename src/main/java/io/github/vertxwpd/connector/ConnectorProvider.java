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
   * call on what is returned comes from it.
   *
   * @return the open connector
   * @throws ProviderUnavailableException where devices cannot be reached now; opening may be tried
   *     again
   */
  Connector open() throws ProviderUnavailableException;
}
