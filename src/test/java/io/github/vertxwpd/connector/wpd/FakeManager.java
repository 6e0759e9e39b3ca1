package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code IPortableDeviceManager}, whose list is a snapshot as the real one's is. */
final class FakeManager extends FakeComObject {
  /** What is there. It is seen after a refresh. */
  final List<String> present;

  /** What comes up between the call that asks for the count and the one that asks for the list. */
  final List<String> arrivals;

  /** Names by slot and path; a missing one is {@code ERROR_INVALID_DATA}. */
  final Map<String, String> names;

  final State state;

  FakeManager(FakeWindows windows) {
    this(new State(windows));
  }

  private FakeManager(State state) {
    super(
        (TwoPointers) state::devices,
        (NoArgument) state::refresh,
        (ThreePointers) (self, id, buffer, length) -> state.name(5, id, buffer, length),
        (ThreePointers) (self, id, buffer, length) -> state.name(6, id, buffer, length),
        (ThreePointers) (self, id, buffer, length) -> state.name(7, id, buffer, length));
    this.state = state;
    present = state.present;
    arrivals = state.arrivals;
    names = state.names;
  }

  FakeManager names(int slot, String path, String name) {
    names.put(slot + path, name);
    return this;
  }

  /** What the methods work on. */
  static final class State {
    final List<String> present = new ArrayList<>();
    final List<String> arrivals = new ArrayList<>();
    final Map<String, String> names = new HashMap<>();
    int listStatus;
    int nameStatus;
    boolean sizeAskedByFailure;
    int refreshes;
    int refreshStatus;
    Runnable onRefresh = () -> {};

    private final FakeWindows windows;
    private List<String> snapshot = List.of();

    State(FakeWindows windows) {
      this.windows = windows;
    }

    private int refresh(Pointer self) {
      windows.calls.add("RefreshDeviceList");
      refreshes++;
      snapshot = new ArrayList<>(present);
      onRefresh.run();
      return refreshStatus;
    }

    private int devices(Pointer self, Pointer ids, Pointer count) {
      if (listStatus < 0) {
        return listStatus;
      }
      if (ids == null) {
        count.setInt(0, snapshot.size());
        return OK;
      }
      if (!arrivals.isEmpty()) {
        snapshot.add(arrivals.remove(0));
      }
      int room = count.getInt(0);
      int given = Math.min(room, snapshot.size());
      for (int i = 0; i < given; i++) {
        ids.setPointer((long) i * Native.POINTER_SIZE, windows.allocate(snapshot.get(i)));
      }
      count.setInt(0, snapshot.size());
      return given < snapshot.size() ? 1 : OK;
    }

    private int name(int slot, Pointer id, Pointer buffer, Pointer length) {
      String name = names.get(slot + WideText.read(id, 1_000));
      if (nameStatus < 0) {
        return nameStatus;
      }
      if (name == null) {
        return 0x8007000D;
      }
      int given = length.getInt(0);
      length.setInt(0, name.length() + 1);
      if (buffer == null) {
        return sizeAskedByFailure ? 0x8007007A : OK;
      }
      if (given < name.length() + 1) {
        return 0x8007007A;
      }
      WideText.write(buffer, name);
      return OK;
    }
  }
}
