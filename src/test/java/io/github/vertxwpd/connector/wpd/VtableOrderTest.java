package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.vertxwpd.connector.NativeCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each method stands at its place in the vtable and passes its arguments in order. */
class VtableOrderTest {
  /** A method that takes whatever is passed, as the ABI passes it. */
  interface Anything extends Callback {
    int invoke(long self, long first, long second, long third, long fourth);
  }

  private record Call(int slot, long self, List<Long> arguments) {
    long argument(int index) {
      return arguments.get(index);
    }

    int number(int index) {
      return (int) argument(index);
    }
  }

  private static final int FIRST_OWN_SLOT = 3;

  private final FakeWindows windows = new FakeWindows();
  private final List<Call> calls = new ArrayList<>();
  private FakeComObject object;
  private Apartment apartment;
  private Memory callbackMemory;

  @BeforeEach
  void makeAnObjectThatRecordsItsCalls() throws NativeCallException {
    Callback[] methods =
        IntStream.range(FIRST_OWN_SLOT, 11)
            .mapToObj(slot -> (Callback) recorder(slot))
            .toArray(Callback[]::new);
    object = new FakeComObject(methods);
    apartment = Apartment.enter(windows);
    callbackMemory = new Memory(Native.POINTER_SIZE);
  }

  @AfterEach
  void leave() {
    apartment.close();
    callbackMemory.close();
  }

  private Anything recorder(int slot) {
    return (self, first, second, third, fourth) -> {
      calls.add(new Call(slot, self, List.of(first, second, third, fourth)));
      return 0;
    };
  }

  private Call onlyCall() {
    assertThat(calls).hasSize(1);
    Call call = calls.get(0);
    assertThat(call.self()).isEqualTo(Pointer.nativeValue(object.pointer()));
    return call;
  }

  private PortableDeviceConnector connector() {
    object.addReference();
    return new PortableDeviceConnector(apartment, object.pointer());
  }

  private EnumPortableDeviceConnectors enumerator() throws NativeCallException {
    windows.classes.put(
        WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS,
        () -> {
          object.addReference();
          return object;
        });
    return EnumPortableDeviceConnectors.create(apartment);
  }

  private PortableDeviceManager manager() throws NativeCallException {
    windows.classes.put(
        WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER,
        () -> {
          object.addReference();
          return object;
        });
    return PortableDeviceManager.create(apartment);
  }

  @Test
  void connectIsTheFirstMethodOfAConnector() {
    ConnectionRequestCallback callback = ConnectionRequestCallback.create(completion -> {});
    try (PortableDeviceConnector connector = connector()) {
      connector.connect(callback);
    }
    assertThat(onlyCall().slot()).isEqualTo(3);
    assertThat(onlyCall().argument(0)).isEqualTo(Pointer.nativeValue(callback.pointer()));
    callback.refused();
  }

  @Test
  void disconnectIsTheSecond() {
    ConnectionRequestCallback callback = ConnectionRequestCallback.create(completion -> {});
    try (PortableDeviceConnector connector = connector()) {
      connector.disconnect(callback);
    }
    assertThat(onlyCall().slot()).isEqualTo(4);
    assertThat(onlyCall().argument(0)).isEqualTo(Pointer.nativeValue(callback.pointer()));
    callback.refused();
  }

  @Test
  void cancelIsTheThird() {
    ConnectionRequestCallback callback = ConnectionRequestCallback.create(completion -> {});
    try (PortableDeviceConnector connector = connector()) {
      connector.cancel(callback);
    }
    assertThat(onlyCall().slot()).isEqualTo(5);
    assertThat(onlyCall().argument(0)).isEqualTo(Pointer.nativeValue(callback.pointer()));
    callback.refused();
  }

  @Test
  void getPropertyIsTheFourthWithThreeOutPointers() throws NativeCallException {
    try (PortableDeviceConnector connector = connector()) {
      assertThat(connector.property(PropertyKey.IS_CONNECTED))
          .contains(new PropertyValue.Undecoded(0, 0));
    }
    assertThat(onlyCall().slot()).isEqualTo(6);
    assertThat(onlyCall().arguments()).doesNotContain(0L).doesNotHaveDuplicates();
  }

  @Test
  void setPropertyIsTheFifthWithTypeAndLengthByValue() throws NativeCallException {
    try (PortableDeviceConnector connector = connector()) {
      connector.setProperty(PropertyKey.FRIENDLY_NAME, 0x12, new byte[] {65, 0, 0, 0});
    }
    assertThat(onlyCall().slot()).isEqualTo(7);
    assertThat(onlyCall().number(1)).isEqualTo(0x12);
    assertThat(onlyCall().argument(2)).isNotZero();
    assertThat(onlyCall().number(3)).isEqualTo(4);
  }

  @Test
  void getPnpIdIsTheSixth() {
    try (PortableDeviceConnector connector = connector()) {
      assertThat(catchThrowable(connector::pnpId))
          .as("a null string is an error")
          .isInstanceOf(NativeCallException.class);
    }
    assertThat(onlyCall().slot()).isEqualTo(8);
    assertThat(onlyCall().argument(0)).isNotZero();
  }

  @Test
  void theEnumeratorHasNextSkipResetCloneInThatOrder() throws NativeCallException {
    try (EnumPortableDeviceConnectors enumerator = enumerator()) {
      enumerator.next(7);
      enumerator.skip(9);
      enumerator.reset();
      assertThat(catchThrowable(enumerator::copy)).isInstanceOf(NativeCallException.class);
    }
    assertThat(calls).extracting(Call::slot).containsExactly(3, 4, 5, 6);
    assertThat(calls.get(0).number(0)).isEqualTo(7);
    assertThat(calls.get(0).argument(1)).isNotZero();
    assertThat(calls.get(0).argument(2)).isNotZero();
    assertThat(calls.get(1).number(0)).isEqualTo(9);
    assertThat(calls.get(3).argument(0)).isNotZero();
  }

  @Test
  void theManagerHasItsListItsRefreshAndThreeNamesInThatOrder() throws NativeCallException {
    try (PortableDeviceManager manager = manager()) {
      manager.devices();
      manager.refreshDeviceList();
      manager.friendlyName("id");
      manager.description("id");
      manager.manufacturer("id");
    }
    assertThat(calls).extracting(Call::slot).containsExactly(3, 4, 5, 6, 7);
    assertThat(calls.get(0).argument(0)).as("the count is asked for with no array").isZero();
    assertThat(calls.get(2).argument(0)).isNotZero();
    assertThat(calls.get(2).argument(1)).as("the length is asked for with no buffer").isZero();
    assertThat(calls.get(2).argument(2)).isNotZero();
  }

  @Test
  void closingReleasesOnceAndOnlyOnce() {
    PortableDeviceConnector connector = connector();
    assertThat(object.references()).isEqualTo(2);
    connector.close();
    connector.close();
    assertThat(object.references()).isEqualTo(1);
  }

  @Test
  void aReleasedPointerIsNotCalled() {
    PortableDeviceConnector connector = connector();
    connector.close();
    assertThat(catchThrowable(connector::pnpId))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after its release");
    assertThat(calls).isEmpty();
  }

  @Test
  void theFunctionOfASlotIsMadeOnce() {
    Function first = apartment.function(object.pointer(), 3);
    assertThat(apartment.function(object.pointer(), 3)).isSameAs(first);
    assertThat(apartment.function(object.pointer(), 4)).isNotSameAs(first);
  }

  @Test
  void anotherVtableInTheSameMemoryIsSeen() {
    Function before = apartment.function(object.pointer(), 3);
    object.pointer().getPointer(0).setPointer(3L * Native.POINTER_SIZE, slotOf(5));
    assertThat(Pointer.nativeValue(before)).isNotEqualTo(Pointer.nativeValue(slotOf(5)));
    assertThat(Pointer.nativeValue(apartment.function(object.pointer(), 3)))
        .isEqualTo(Pointer.nativeValue(slotOf(5)));
  }

  private Pointer slotOf(int slot) {
    return object.pointer().getPointer(0).getPointer((long) slot * Native.POINTER_SIZE);
  }
}
