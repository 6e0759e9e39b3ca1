package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.model.Hresult;
import java.util.function.Consumer;

/**
 * A queued request. It keeps the connector that queued it, since a request can be cancelled only
 * there and only with its own callback object.
 */
final class WindowsRequest implements Request {
  private final Apartment apartment;
  private final PortableDeviceConnector connector;
  private final ConnectionRequestCallback callback;
  private final Consumer<WindowsRequest> onRelease;
  private boolean released;

  WindowsRequest(
      Apartment apartment,
      PortableDeviceConnector connector,
      ConnectionRequestCallback callback,
      Consumer<WindowsRequest> onRelease) {
    this.apartment = apartment;
    this.connector = connector;
    this.callback = callback;
    this.onRelease = onRelease;
  }

  /** {@inheritDoc} After {@link #release} there is nothing left to cancel. */
  @Override
  public Hresult cancel() {
    apartment.checkThread();
    return released ? Hresult.ERROR_NOT_FOUND : connector.cancel(callback);
  }

  @Override
  public void release() {
    apartment.checkThread();
    if (!released) {
      released = true;
      onRelease.accept(this);
      callback.release();
      connector.close();
    }
  }
}
