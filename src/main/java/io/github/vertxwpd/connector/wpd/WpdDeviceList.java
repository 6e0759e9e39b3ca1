package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * WPD's own list of the devices it enumerates, and which of its entries belongs to a connector. It
 * is the second witness of a link: once a device is disconnected, WPD enumerates it no longer.
 *
 * <p>An entry and a connector have different ids, since WPD's device node is a child of the one
 * that a connector stands for. They belong together where both carry the same Bluetooth address, or
 * where the connector's node is the entry's own or above it.
 *
 * <p>Without the device manager everything here is empty, and the link property alone decides.
 */
final class WpdDeviceList implements AutoCloseable {
  /** The WPD node is a child of the connector's; a little more is allowed for. */
  private static final int MAX_DEPTH = 4;

  private final ComRuntime runtime;
  private final FailureLog failures;
  private final RefreshPolicy policy;
  private final Optional<PortableDeviceManager> manager;
  private final Set<String> matchedBefore = new HashSet<>();

  private WpdDeviceList(
      ComRuntime runtime,
      FailureLog failures,
      RefreshPolicy policy,
      Optional<PortableDeviceManager> manager) {
    this.runtime = runtime;
    this.failures = failures;
    this.policy = policy;
    this.manager = manager;
  }

  /** Opens the list; that there is no device manager is tolerated. */
  static WpdDeviceList open(ComRuntime runtime, Apartment apartment, RefreshPolicy policy) {
    FailureLog failures = new FailureLog(apartment);
    try {
      return new WpdDeviceList(
          runtime, failures, policy, Optional.of(PortableDeviceManager.create(apartment)));
    } catch (NativeCallException e) {
      failures.report("There is no device manager, links are verified by their property alone", e);
      return new WpdDeviceList(runtime, failures, policy, Optional.empty());
    }
  }

  /** Reads the list, refreshed where that is due; empty where it cannot be read. */
  Optional<List<DevicePath>> current() {
    return read(policy.isDue());
  }

  /** Reads the list afresh; empty where it cannot be read. */
  Optional<List<DevicePath>> refreshed() {
    return read(true);
  }

  private Optional<List<DevicePath>> read(boolean refresh) {
    if (manager.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (refresh) {
        long changes = policy.changes();
        manager.get().refreshDeviceList();
        policy.refreshed(changes);
      }
      return Optional.of(manager.get().devices().stream().map(DevicePath::new).toList());
    } catch (NativeCallException e) {
      failures.report("The WPD device list cannot be read", e);
      return Optional.empty();
    }
  }

  /** Finds a connector's entry among those that were read. */
  Optional<DevicePath> entry(DevicePath connector, List<DevicePath> entries) {
    Optional<DevicePath> entry =
        entries.stream().filter(candidate -> sameDevice(connector, candidate)).findFirst();
    if (entry.isPresent()) {
      matchedBefore.add(key(connector));
    }
    return entry;
  }

  /**
   * Returns whether WPD enumerates a connector's device now. "No" needs a reason: the list is
   * empty, its entries are all known to be other devices, or the device was found in it before.
   */
  Optional<Boolean> enumerated(DevicePath connector) {
    return refreshed().flatMap(entries -> enumerated(connector, entries));
  }

  private Optional<Boolean> enumerated(DevicePath connector, List<DevicePath> entries) {
    if (entry(connector, entries).isPresent()) {
      return Optional.of(true);
    }
    boolean knowsBetter =
        matchedBefore.contains(key(connector))
            || entries.stream().allMatch(entry -> otherAddress(connector, entry));
    return knowsBetter ? Optional.of(false) : Optional.empty();
  }

  private boolean sameDevice(DevicePath connector, DevicePath entry) {
    if (connector.bluetoothAddress().isPresent() && entry.bluetoothAddress().isPresent()) {
      return connector.bluetoothAddress().equals(entry.bluetoothAddress());
    }
    Optional<String> node = Optional.of(entry.instanceId());
    for (int depth = 0; depth < MAX_DEPTH && node.isPresent(); depth++) {
      if (node.get().equalsIgnoreCase(connector.instanceId())) {
        return true;
      }
      node = runtime.parentDevice(node.get());
    }
    return false;
  }

  private static boolean otherAddress(DevicePath connector, DevicePath entry) {
    return connector.bluetoothAddress().isPresent()
        && entry.bluetoothAddress().isPresent()
        && !connector.bluetoothAddress().equals(entry.bluetoothAddress());
  }

  private static String key(DevicePath connector) {
    return connector.text().toUpperCase(Locale.ROOT);
  }

  /** Reads an entry's friendly name. */
  Optional<String> friendlyName(DevicePath entry) {
    return tolerant(entry, PortableDeviceManager::friendlyName);
  }

  /** Reads an entry's manufacturer. */
  Optional<String> manufacturer(DevicePath entry) {
    return tolerant(entry, PortableDeviceManager::manufacturer);
  }

  /** Reads an entry's description. */
  Optional<String> description(DevicePath entry) {
    return tolerant(entry, PortableDeviceManager::description);
  }

  @FunctionalInterface
  private interface Question {
    Optional<String> ask(PortableDeviceManager manager, String path) throws NativeCallException;
  }

  private Optional<String> tolerant(DevicePath entry, Question question) {
    if (manager.isEmpty()) {
      return Optional.empty();
    }
    try {
      return question.ask(manager.get(), entry.text());
    } catch (NativeCallException e) {
      failures.report("A name of " + entry.text() + " cannot be read", e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    manager.ifPresent(PortableDeviceManager::close);
  }
}
