package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reaches paired MTP Bluetooth devices through Windows Portable Devices ({@code
 * portabledeviceconnectapi.h}).
 *
 * <p>The thread that opens it enters COM's multi-threaded apartment and must not be in another one;
 * it makes every later call, and leaves the apartment with {@link Connector#close}. The class can
 * be loaded on every system, and touches COM only when it is opened.
 */
public final class WindowsProvider implements ConnectorProvider {
  /** Its name in configuration. */
  public static final String NAME = "wpd";

  private final ComRuntime runtime;
  private final LongSupplier nanoTime;
  private final Supplier<WindowsSystem.Radios> radios;

  /** Makes the provider of this machine's own devices. */
  public WindowsProvider() {
    this(new WindowsRuntime(), System::nanoTime, new NativeWindowsSystem()::radios);
  }

  WindowsProvider(
      ComRuntime runtime, LongSupplier nanoTime, Supplier<WindowsSystem.Radios> radios) {
    this.radios = radios;
    this.runtime = runtime;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProviderUnavailableException with {@code wpd-not-installed} where this system does not
   *     have the feature; with {@code wpd-error} or {@code access-denied} where it has it and it
   *     cannot be used, or where the thread is in another apartment. Then the thread is as it was
   */
  @Override
  public Connector open(ChangeListener changes) throws ProviderUnavailableException {
    Optional<String> obstacle = runtime.obstacle();
    if (obstacle.isPresent()) {
      throw new ProviderUnavailableException(
          Problem.of(ProblemCode.WPD_NOT_INSTALLED, obstacle.get()));
    }
    Apartment apartment = enter();
    boolean open = false;
    try {
      new StartupProbe(runtime, apartment).run();
      Connector connector = connector(apartment, changes);
      open = true;
      return connector;
    } finally {
      if (!open) {
        apartment.close();
      }
    }
  }

  /** Registers for changes before anything can be listed: what comes in between is told. */
  private Connector connector(Apartment apartment, ChangeListener changes) {
    ChangeNotification notification = ChangeNotification.register(runtime, changes);
    boolean open = false;
    try {
      RefreshPolicy policy = new RefreshPolicy(notification, nanoTime);
      WpdDeviceList devices = WpdDeviceList.open(runtime, apartment, policy);
      open = true;
      return new WindowsConnector(apartment, notification, devices, radios);
    } finally {
      if (!open) {
        notification.close();
      }
    }
  }

  private Apartment enter() throws ProviderUnavailableException {
    try {
      return Apartment.enter(runtime);
    } catch (NativeCallException e) {
      Problem problem = e.problem();
      throw new ProviderUnavailableException(
          e.status().equals(Hresult.RPC_E_CHANGED_MODE)
              ? problem.withHint(
                  "The thread was put into a single-threaded apartment before: open the provider"
                      + " on a thread of its own.")
              : problem);
    }
  }
}
