package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;

/** A native call returned a failing HRESULT. */
public final class NativeCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int status;

  /**
   * Describes a failed call.
   *
   * @param call the native method, such as {@code IPortableDeviceConnector::GetPnPID}
   * @param status what it returned
   */
  public NativeCallException(String call, Hresult status) {
    super(call + " returned " + status + ": " + status.text());
    this.call = call;
    this.status = status.value();
  }

  /** Returns the native method. */
  public String call() {
    return call;
  }

  /** Returns what the call returned. */
  public Hresult status() {
    return new Hresult(status);
  }

  /** Returns the contract's problem for it. */
  public Problem problem() {
    return Problem.ofHresult(call, status());
  }
}
