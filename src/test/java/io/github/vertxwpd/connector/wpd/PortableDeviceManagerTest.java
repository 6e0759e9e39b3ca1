package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WPD's device list and its names. */
class PortableDeviceManagerTest {
  private final FakeWindows windows = new FakeWindows();
  private Apartment apartment;
  private PortableDeviceManager manager;

  @BeforeEach
  void open() throws NativeCallException {
    apartment = Apartment.enter(windows);
    manager = PortableDeviceManager.create(apartment);
  }

  @AfterEach
  void everythingWasReleased() {
    manager.close();
    apartment.close();
    windows.assertLeftAsFound();
  }

  @Test
  void theListIsASnapshotUntilItIsRefreshed() throws NativeCallException {
    windows.manager.present.addAll(List.of("a", "b"));
    assertThat(manager.devices()).isEmpty();
    manager.refreshDeviceList();
    assertThat(manager.devices()).containsExactly("a", "b");
  }

  @Test
  void aDeviceThatComesBetweenTheTwoCallsIsListed() throws NativeCallException {
    windows.manager.present.add("a");
    manager.refreshDeviceList();
    windows.manager.arrivals.addAll(List.of("b", "c"));
    assertThat(manager.devices()).containsExactly("a", "b", "c");
  }

  @Test
  void aListThatGrowsForEverIsTakenAsFarAsItWent() throws NativeCallException {
    windows.manager.present.add("a");
    manager.refreshDeviceList();
    IntStream.range(0, 100).forEach(i -> windows.manager.arrivals.add("b" + i));
    assertThat(manager.devices()).startsWith("a", "b0", "b1", "b2").hasSize(5);
  }

  @Test
  void aListThatCannotBeReadSaysWhy() {
    windows.manager.state.listStatus = 0x80070005;
    NativeCallException failure =
        catchThrowableOfType(NativeCallException.class, () -> manager.devices());
    assertThat(failure.call()).isEqualTo("IPortableDeviceManager::GetDevices");
    assertThat(failure.status()).isEqualTo(Hresult.E_ACCESSDENIED);
  }

  @Test
  void theThreeNamesAreReadWhole() throws NativeCallException {
    windows
        .manager
        .names(5, "a", "Größer als ein Zeichen")
        .names(6, "a", "MTP device")
        .names(7, "a", "Canon");
    assertThat(manager.friendlyName("a")).contains("Größer als ein Zeichen");
    assertThat(manager.description("a")).contains("MTP device");
    assertThat(manager.manufacturer("a")).contains("Canon");
    assertThat(manager.friendlyName("a")).contains("Größer als ein Zeichen");
  }

  @Test
  void aDeviceWithoutANameHasNone() throws NativeCallException {
    assertThat(manager.friendlyName("a")).isEmpty();
    windows.manager.names(5, "a", " ");
    assertThat(manager.friendlyName("a")).isEmpty();
  }

  @Test
  void aSizeThatComesWithAFailureIsASize() throws NativeCallException {
    windows.manager.names(5, "a", "Canon EOS");
    windows.manager.state.sizeAskedByFailure = true;
    assertThat(manager.friendlyName("a")).contains("Canon EOS");
  }

  @Test
  void anyOtherFailureOfANameIsOne() {
    windows.manager.state.nameStatus = 0x8007001F;
    NativeCallException failure =
        catchThrowableOfType(NativeCallException.class, () -> manager.manufacturer("a"));
    assertThat(failure.call()).isEqualTo("IPortableDeviceManager::GetDeviceManufacturer");
  }
}
