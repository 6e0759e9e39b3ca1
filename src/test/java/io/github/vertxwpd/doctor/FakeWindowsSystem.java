package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A healthy Windows 11, until a test says otherwise. */
final class FakeWindowsSystem implements WindowsSystem {
  final Map<String, String> texts = new HashMap<>();
  final Map<String, Integer> numbers = new HashMap<>();
  final Map<WpdClass, Registration> classes = new HashMap<>();
  final Map<String, Service> services = new HashMap<>();
  final Set<String> files = new HashSet<>(Set.of("INF\\bthmtpenum.inf"));
  Radios radios = new Radios(List.of("Intel Wireless Bluetooth"), Optional.empty());
  Optional<Account> account =
      Optional.of(new Account("WARD5\\admin", "S-1-5-21-1-2-3-1001", 1, false));
  Optional<String> obstacle = Optional.empty();
  boolean windows = true;
  boolean tellsOfChanges = true;

  FakeWindowsSystem() {
    edition("Windows 10 Pro", "Professional", "Client");
    texts.put(WindowsEdition.KEY + "\\DisplayVersion", "23H2");
    texts.put(WindowsEdition.KEY + "\\CurrentBuildNumber", "22631");
    for (WpdClass each : WpdClass.values()) {
      classes.put(each, registration("Both", true));
    }
    services.put("bthserv", new Service(ServiceState.RUNNING, ServiceStart.MANUAL));
    services.put("WPDBusEnum", new Service(ServiceState.STOPPED, ServiceStart.MANUAL));
  }

  void edition(String product, String id, String installation) {
    texts.put(WindowsEdition.KEY + "\\ProductName", product);
    texts.put(WindowsEdition.KEY + "\\EditionID", id);
    texts.put(WindowsEdition.KEY + "\\InstallationType", installation);
  }

  static Registration registration(String threadingModel, boolean exists) {
    return new Registration(
        "C:\\Windows\\system32\\portabledeviceconnectapi.dll",
        exists,
        Optional.ofNullable(threadingModel));
  }

  @Override
  public boolean isWindows() {
    return windows;
  }

  @Override
  public Optional<String> obstacle() {
    return obstacle;
  }

  @Override
  public Optional<String> text(String key, String name) {
    return Optional.ofNullable(texts.get(key + "\\" + name));
  }

  @Override
  public Optional<Integer> number(String key, String name) {
    return Optional.ofNullable(numbers.get(key + "\\" + name));
  }

  @Override
  public boolean hasFile(String path) {
    return files.contains(path);
  }

  @Override
  public Optional<Registration> registration(WpdClass wanted) {
    return Optional.ofNullable(classes.get(wanted));
  }

  @Override
  public Optional<Service> service(String name) {
    return Optional.ofNullable(services.get(name));
  }

  @Override
  public Radios radios() {
    return radios;
  }

  @Override
  public Optional<Account> account() {
    return account;
  }

  @Override
  public boolean tellsOfChanges() {
    return tellsOfChanges;
  }

  @Override
  public NativeThread currentThread() {
    return new NativeThread(4_711, "none");
  }
}
