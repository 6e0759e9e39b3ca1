package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which entry of WPD's list belongs to a connector, and what its absence says. */
class WpdDeviceListTest {
  private static final String WPD_CLASS = "#{6ac27878-a6fa-4155-ba85-f98f491d4f33}";
  private static final DevicePath WITH_ADDRESS =
      new DevicePath("BTHENUM\\{0000}_VID&1\\7&1&0&A0B1C2D3E4F5_C00000000");
  private static final DevicePath WITHOUT_ADDRESS = new DevicePath("BTHENUM\\{0000}\\7&1");
  private static final String SAME_ADDRESS =
      "\\\\?\\bthmtpenum#wpd#8&1&0&a0b1c2d3e4f5_c00000000" + WPD_CLASS;
  private static final String OTHER_ADDRESS =
      "\\\\?\\bthmtpenum#wpd#8&1&0&000000000001_c00000000" + WPD_CLASS;
  private static final String CHILD = "\\\\?\\BthMtpEnum#wpd#8&1" + WPD_CLASS;
  private static final String CHILD_INSTANCE = "BthMtpEnum\\wpd\\8&1";
  private static final String CAMERA_ON_USB = "\\\\?\\usb#vid_04a9#5" + WPD_CLASS;

  private final FakeWindows windows = new FakeWindows();
  private final List<String> present = windows.manager.present;
  private Apartment apartment;
  private ChangeNotification notification;
  private WpdDeviceList list;

  @BeforeEach
  void open() throws NativeCallException {
    apartment = Apartment.enter(windows);
    notification = ChangeNotification.register(windows, () -> {});
    list = WpdDeviceList.open(windows, apartment, policy());
  }

  private RefreshPolicy policy() {
    return new RefreshPolicy(notification, windows::nanoTime);
  }

  @AfterEach
  void everythingWasReleased() {
    list.close();
    notification.close();
    apartment.close();
    windows.assertLeftAsFound();
  }

  @Test
  void anEntryWithTheSameAddressIsTheDevice() {
    present.addAll(List.of(OTHER_ADDRESS, CAMERA_ON_USB, SAME_ADDRESS));
    assertThat(list.enumerated(WITH_ADDRESS)).contains(true);
    assertThat(list.entry(WITH_ADDRESS, list.refreshed().orElseThrow()))
        .contains(new DevicePath(SAME_ADDRESS));
  }

  @Test
  void anEntryWhoseParentIsTheConnectorsNodeIsTheDevice() {
    present.add(CHILD);
    windows.parents.put(CHILD_INSTANCE, "BTHENUM\\{0000}\\7&1");
    assertThat(list.enumerated(WITHOUT_ADDRESS)).contains(true);
  }

  @Test
  void anEntryOfTheConnectorsOwnNodeIsTheDevice() {
    present.add("\\\\?\\bthenum#{0000}#7&1" + WPD_CLASS);
    assertThat(list.enumerated(WITHOUT_ADDRESS)).contains(true);
  }

  @Test
  void anEntryThatCannotBeToldSaysNothing() {
    present.add(CHILD);
    assertThat(list.enumerated(WITHOUT_ADDRESS)).isEmpty();
    assertThat(list.enumerated(WITH_ADDRESS)).isEmpty();
  }

  @Test
  void anEmptyListHasNoDevice() {
    assertThat(list.enumerated(WITHOUT_ADDRESS)).contains(false);
  }

  @Test
  void aListOfOtherAddressesDoesNotHaveTheDevice() {
    present.add(OTHER_ADDRESS);
    assertThat(list.enumerated(WITH_ADDRESS)).contains(false);
  }

  @Test
  void aDeviceThatWasFoundBeforeIsMissedWhenItIsGone() {
    present.addAll(List.of(CAMERA_ON_USB, CHILD));
    windows.parents.put(CHILD_INSTANCE, "BTHENUM\\{0000}\\7&1");
    assertThat(list.enumerated(WITHOUT_ADDRESS)).contains(true);
    present.remove(CHILD);
    assertThat(list.enumerated(WITHOUT_ADDRESS)).contains(false);
  }

  @Test
  void aListingRefreshesTheListAtFirstAndAfterAChangeAlone() {
    list.current();
    list.current();
    assertThat(windows.manager.state.refreshes).isEqualTo(1);
    windows.notifications.tell();
    list.current();
    list.current();
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void aListingRefreshesTheListEveryMinuteAllTheSame() {
    list.current();
    windows.nanoTime += RefreshPolicy.LONGEST_NANOS - 1;
    list.current();
    assertThat(windows.manager.state.refreshes).isEqualTo(1);
    windows.nanoTime += 1;
    list.current();
    list.current();
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void aChangeDuringARefreshIsNotForgotten() {
    windows.manager.state.onRefresh = windows.notifications::tell;
    list.current();
    windows.manager.state.onRefresh = () -> {};
    list.current();
    list.current();
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void aRefreshThatFailsIsTriedAgain() {
    windows.manager.state.refreshStatus = 0x8007001F;
    assertThat(list.current()).isEmpty();
    windows.manager.state.refreshStatus = 0;
    assertThat(list.current()).isPresent();
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void whereWindowsTellsOfNoChangeEveryListingRefreshesTheList() {
    windows.notifications.missing();
    try (WpdDeviceList polled =
        WpdDeviceList.open(
            windows,
            apartment,
            new RefreshPolicy(ChangeNotification.register(windows, () -> {}), windows::nanoTime))) {
      polled.current();
      polled.current();
    }
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void eachQuestionRefreshesTheList() {
    list.enumerated(WITH_ADDRESS);
    list.enumerated(WITH_ADDRESS);
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
  }

  @Test
  void aListThatCannotBeReadSaysNothing() {
    windows.manager.state.listStatus = 0x8007001F;
    assertThat(list.enumerated(WITH_ADDRESS)).isEmpty();
  }

  @Test
  void aNameThatCannotBeReadIsMissing() {
    windows.manager.state.nameStatus = 0x8007001F;
    assertThat(list.friendlyName(new DevicePath(SAME_ADDRESS))).isEmpty();
  }

  @Test
  void withoutADeviceManagerNothingIsSaid() {
    windows.failures.put(WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER, Hresult.REGDB_E_CLASSNOTREG);
    try (WpdDeviceList blind = WpdDeviceList.open(windows, apartment, policy())) {
      assertThat(blind.refreshed()).isEmpty();
      assertThat(blind.enumerated(WITH_ADDRESS)).isEmpty();
      assertThat(blind.friendlyName(WITH_ADDRESS)).isEmpty();
    }
  }
}
