package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;

/** The product's own classes, as {@link WindowsConnector} uses them. */
final class NativeProduct implements NativeCalls, NativeRequests {
  private static final int ADD_REF = 1;
  private static final int RELEASE = 2;

  private final PortableDeviceConnector connector;

  NativeProduct(Apartment apartment, Pointer connector) {
    this.connector = new PortableDeviceConnector(apartment, connector);
  }

  @Override
  public String name() {
    return "connector/wpd";
  }

  @Override
  public void addRefAndRelease() {
    connector.call(ADD_REF);
    connector.call(RELEASE);
  }

  @Override
  public String pnpId() throws NativeCallException {
    return connector.pnpId();
  }

  @Override
  public Runnable disconnect(Runnable completed) {
    ConnectionRequestCallback callback =
        ConnectionRequestCallback.create(completion -> completed.run());
    Hresult status = connector.disconnect(callback);
    if (!status.succeeded()) {
      throw new IllegalStateException(status.toString());
    }
    callback.queued();
    return callback::release;
  }
}
