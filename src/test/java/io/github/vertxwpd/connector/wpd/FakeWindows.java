package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.model.Hresult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A Windows with an allocator that counts, classes that tests register, and no COM of its own. */
final class FakeWindows implements ComRuntime {
  static final String DLL = "C:\\windows\\system32\\portabledeviceconnectapi.dll";

  final List<FakeDevice> paired = new ArrayList<>();
  final FakeManager manager = new FakeManager(this);
  final Map<Guid, Supplier<FakeComObject>> classes = new HashMap<>();
  final Map<Guid, Hresult> failures = new HashMap<>();
  final Map<String, String> parents = new HashMap<>();
  final Map<Hresult, String> texts = new HashMap<>();
  Optional<InprocServer> registration = Optional.of(new InprocServer(DLL, Optional.of("Both")));
  Hresult initializeStatus = Hresult.S_OK;
  final FakeNotifications notifications = new FakeNotifications(this);

  /** The calls whose order matters, as they came. */
  final List<String> calls = new ArrayList<>();

  WindowsSystem.Radios radios = new WindowsSystem.Radios(List.of("a radio"), Optional.empty());
  long nanoTime = Long.MAX_VALUE;
  int initialized;
  int uninitialized;

  private final List<FakeComObject> created = new ArrayList<>();
  private final Set<Long> allocated = new HashSet<>();
  private int wrongFrees;

  FakeWindows() {
    classes.put(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, () -> new FakeEnumerator(this, paired));
    classes.put(
        WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER,
        () -> {
          manager.addReference();
          return manager;
        });
  }

  FakeDevice pair(String pnpId) {
    FakeDevice device = new FakeDevice(this, pnpId);
    paired.add(device);
    return device;
  }

  /** Notes an object whose count must be back at zero in the end. */
  <T extends FakeComObject> T track(T object) {
    created.add(object);
    return object;
  }

  Pointer allocate(byte[] bytes) {
    Pointer memory = new Pointer(Native.malloc(Math.max(1, bytes.length)));
    memory.write(0, bytes, 0, bytes.length);
    allocated.add(Pointer.nativeValue(memory));
    return memory;
  }

  Pointer allocate(String text) {
    return allocate(wide(text));
  }

  static byte[] wide(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_16LE);
  }

  /** Checks that every reference was released and every allocation freed, once each. */
  void assertNothingIsHeld() {
    assertThat(created).allSatisfy(object -> assertThat(object.references()).isZero());
    assertThat(manager.references()).isEqualTo(1);
    assertThat(allocated).as("allocations that nobody freed").isEmpty();
    assertThat(wrongFrees).as("frees of what was not allocated").isZero();
  }

  void assertLeftAsFound() {
    assertNothingIsHeld();
    assertThat(uninitialized).isEqualTo(initialized);
    notifications.assertAllEnded();
  }

  WindowsSystem.Radios radios() {
    return radios;
  }

  long nanoTime() {
    return nanoTime;
  }

  int objectsCreated() {
    return created.size();
  }

  int queries() {
    return created.stream().mapToInt(FakeComObject::queries).sum() + manager.queries();
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Hresult initialize() {
    if (initializeStatus.succeeded()) {
      initialized++;
    }
    return initializeStatus;
  }

  @Override
  public void uninitialize() {
    calls.add("CoUninitialize");
    uninitialized++;
  }

  @Override
  public Hresult createInstance(Guid clsid, Guid iid, PointerByReference out) {
    if (failures.containsKey(clsid)) {
      return failures.get(clsid);
    }
    FakeComObject object = classes.get(clsid).get();
    if (object != manager) {
      track(object);
    }
    out.setValue(object.pointer());
    return Hresult.S_OK;
  }

  @Override
  public void free(Pointer memory) {
    if (allocated.remove(Pointer.nativeValue(memory))) {
      Native.free(Pointer.nativeValue(memory));
    } else {
      wrongFrees++;
    }
  }

  @Override
  public Optional<String> text(Hresult status) {
    return Optional.ofNullable(texts.get(status));
  }

  @Override
  public Optional<InprocServer> inprocServer(Guid clsid) {
    return registration;
  }

  @Override
  public Optional<String> parentDevice(String instanceId) {
    return Optional.ofNullable(parents.get(instanceId));
  }

  @Override
  public Optional<Function> configurationManager(String name) {
    return notifications.function(name);
  }
}
