package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.RecordedChanges;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider's connector over fake COM objects; after each test everything is given back. */
class WindowsConnectorTest {
  private static final String ID = "BTHENUM\\{0000}_VID&1\\7&1&0&A0B1C2D3E4F5_C00000000";
  private static final String WPD_ENTRY =
      "\\\\?\\bthmtpenum#wpd#8&1&0&a0b1c2d3e4f5_c00000000#{6ac27878-a6fa-4155-ba85-f98f491d4f33}";

  private final FakeWindows windows = new FakeWindows();
  private final List<Completion> completions = new ArrayList<>();
  private final RecordedChanges changes = new RecordedChanges();
  private final FakeDevice device = windows.pair(ID).connected(true);
  private Connector connector;
  private int liveBefore;
  private int liveLeft;

  @BeforeEach
  void open() throws Exception {
    liveBefore = ConnectionRequestCallback.liveObjects();
    connector = new WindowsProvider(windows, windows::nanoTime, windows::radios).open(changes);
  }

  @AfterEach
  void everythingIsGivenBack() {
    connector.close();
    windows.assertLeftAsFound();
    assertThat(ConnectionRequestCallback.liveObjects() - liveBefore).isEqualTo(liveLeft);
    assertThat(windows.queries()).as("no pointer was asked for another interface").isZero();
  }

  private Submission submit(Verb verb) throws NativeCallException {
    return connector.submit(verb, ID, completions::add);
  }

  private Request queued() throws NativeCallException {
    return ((Submission.Queued) submit(Verb.DISCONNECT)).request();
  }

  @Test
  void aRadioThatIsOffIsInTheWayOfTheDevicesThatAreListed() throws NativeCallException {
    assertThat(connector.obstacle()).isEmpty();
    windows.radios = new WindowsSystem.Radios(List.of(), Optional.empty());

    assertThat(connector.obstacle()).map(Problem::code).contains(ProblemCode.RADIO_UNAVAILABLE);
    assertThat(connector.pairedDevices()).hasSize(1);
  }

  @Test
  void aSystemThatDoesNotTellOfItsRadiosMayHaveOne() {
    windows.radios = new WindowsSystem.Radios(List.of(), Optional.of("not installed"));

    assertThat(connector.obstacle()).isEmpty();
  }

  @Test
  void listsDevicesWithTheNamesOfTheDeviceManager() throws NativeCallException {
    windows.manager.present.add(WPD_ENTRY);
    windows
        .manager
        .names(5, WPD_ENTRY, "Canon EOS")
        .names(6, WPD_ENTRY, "MTP device")
        .names(7, WPD_ENTRY, "Canon");
    device.says(PropertyKey.FRIENDLY_NAME, "not asked for");
    assertThat(connector.pairedDevices())
        .containsExactly(
            new PairedDevice(
                ID,
                LinkState.CONNECTED,
                Optional.of("Canon EOS"),
                Optional.of("Canon"),
                Optional.of("MTP device")));
  }

  @Test
  void listsDevicesThatTheManagerDoesNotHaveWithTheirOwnProperties() throws NativeCallException {
    device
        .connected(false)
        .says(PropertyKey.FRIENDLY_NAME, "Canon EOS")
        .says(PropertyKey.DESCRIPTION, "MTP Bluetooth device")
        .fails(PropertyKey.MANUFACTURER, 0x8007001F);
    assertThat(connector.pairedDevices())
        .containsExactly(
            new PairedDevice(
                ID,
                LinkState.DISCONNECTED,
                Optional.of("Canon EOS"),
                Optional.empty(),
                Optional.of("MTP Bluetooth device")));
  }

  @Test
  void listsADeviceWithoutAnyName() throws NativeCallException {
    assertThat(connector.pairedDevices())
        .containsExactly(
            new PairedDevice(
                ID, LinkState.CONNECTED, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void aDeviceThatCannotBeReadDoesNotHideTheOthers() throws NativeCallException {
    device.fails(PropertyKey.IS_CONNECTED, 0x8007001F);
    windows.pair("NAMELESS").pnpIdStatus = 0x8007001F;
    windows.pair("MUTE").fails(PropertyKey.IS_CONNECTED, 0x80070490);
    windows.pair("ODD").answers(PropertyKey.IS_CONNECTED, 0x07, 1, 0, 0, 0);
    windows.pair("GOOD").connected(true);
    assertThat(connector.pairedDevices())
        .extracting(PairedDevice::pnpId, PairedDevice::link)
        .containsExactly(
            tuple(ID, LinkState.UNKNOWN),
            tuple("MUTE", LinkState.UNKNOWN),
            tuple("ODD", LinkState.UNKNOWN),
            tuple("GOOD", LinkState.CONNECTED));
  }

  @Test
  void aDeviceThatIsEnumeratedTwiceIsListedOnce() throws NativeCallException {
    windows.paired.add(device);
    assertThat(connector.pairedDevices()).hasSize(1);
  }

  @Test
  void aListThatCannotBeMadeIsAFailure() {
    windows.failures.put(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, Hresult.E_FAIL);
    assertThat(catchThrowableOfType(NativeCallException.class, connector::pairedDevices).status())
        .isEqualTo(Hresult.E_FAIL);
  }

  @Test
  void observesTheLinkAndTheDeviceList() throws NativeCallException {
    windows.manager.present.add(WPD_ENTRY);
    assertThat(connector.observe(ID.toLowerCase(Locale.ROOT)))
        .isEqualTo(new LinkObservation(LinkState.CONNECTED, Optional.of(true)));
    windows.manager.present.clear();
    device.connected(false);
    assertThat(connector.observe(ID))
        .isEqualTo(new LinkObservation(LinkState.DISCONNECTED, Optional.of(false)));
  }

  @Test
  void observesNothingOfADeviceThatIsNotPaired() throws NativeCallException {
    windows.paired.clear();
    assertThat(connector.observe(ID))
        .isEqualTo(new LinkObservation(LinkState.UNKNOWN, Optional.empty()));
  }

  @Test
  void aLinkThatCannotBeReadIsAFailureOfTheObservation() {
    device.fails(PropertyKey.IS_CONNECTED, 0x8007048F);
    NativeCallException failure =
        catchThrowableOfType(NativeCallException.class, () -> connector.observe(ID));
    assertThat(failure.call()).isEqualTo("IPortableDeviceConnector::GetProperty");
  }

  @Test
  void disconnectIsQueuedAndItsCompletionHandedOn() throws NativeCallException {
    Submission.Queued queued = (Submission.Queued) submit(Verb.DISCONNECT);
    assertThat(queued.status()).isEqualTo(Hresult.S_OK);
    assertThat(queued.before()).isEqualTo(LinkState.CONNECTED);
    assertThat(device.calls).extracting(FakeDevice.Call::method).containsExactly("Disconnect");
    assertThat(completions).isEmpty();
    device.complete(0);
    assertThat(completions).containsExactly(new Completion(Hresult.S_OK, 1));
    queued.request().release();
  }

  @Test
  void connectIsQueuedForADisconnectedDevice() throws NativeCallException {
    device.connected(false);
    assertThat(submit(Verb.CONNECT)).isInstanceOf(Submission.Queued.class);
    assertThat(device.calls).extracting(FakeDevice.Call::method).containsExactly("Connect");
    device.complete(0x800705B4);
    assertThat(completions).containsExactly(new Completion(new Hresult(0x800705B4), 1));
  }

  @Test
  void nothingIsCalledForALinkThatIsAlreadyThere() throws NativeCallException {
    assertThat(submit(Verb.CONNECT)).isEqualTo(new Submission.AlreadyThere());
    assertThat(device.calls).isEmpty();
  }

  @Test
  void aDeviceThatIsNotPairedIsSaidToBeSo() throws NativeCallException {
    assertThat(connector.submit(Verb.CONNECT, "ELSE", completions::add))
        .isEqualTo(new Submission.NotPaired());
  }

  @Test
  void aLinkThatCannotBeReadDoesNotPreventTheRequest() throws NativeCallException {
    device.fails(PropertyKey.IS_CONNECTED, 0x8007001F);
    Submission.Queued queued = (Submission.Queued) submit(Verb.CONNECT);
    assertThat(queued.before()).isEqualTo(LinkState.UNKNOWN);
    device.complete(0);
  }

  @Test
  void aFailingCallIsARefusalAndLeavesNothing() throws NativeCallException {
    device.onRequest = callback -> 0x80070005;
    assertThat(submit(Verb.DISCONNECT))
        .isEqualTo(
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect",
                Hresult.E_ACCESSDENIED,
                LinkState.CONNECTED));
    assertThat(ConnectionRequestCallback.liveObjects()).isEqualTo(liveBefore);
    connector.close();
    windows.assertLeftAsFound();
  }

  @Test
  void aCompletionMayComeBeforeTheCallReturns() throws NativeCallException {
    device.onRequest =
        callback -> {
          callback.addRef();
          callback.onComplete(0);
          assertThat(completions).hasSize(1);
          callback.release();
          return 0;
        };
    queued().release();
    assertThat(completions).containsExactly(new Completion(Hresult.S_OK, 1));
  }

  @Test
  void aCompletionMayComeOnAnotherThreadBeforeTheCallReturns() throws NativeCallException {
    device.onRequest =
        callback -> {
          callback.addRef();
          CompletableFuture.runAsync(
                  () -> {
                    callback.onComplete(0);
                    callback.release();
                  })
              .orTimeout(20, TimeUnit.SECONDS)
              .join();
          return 0;
        };
    queued().release();
    assertThat(completions).containsExactly(new Completion(Hresult.S_OK, 1));
  }

  @Test
  void everyRequestHasACallbackObjectOfItsOwn() throws NativeCallException {
    queued();
    queued();
    assertThat(device.calls).extracting(FakeDevice.Call::callback).doesNotHaveDuplicates();
    device.complete(0);
    device.complete(0);
  }

  @Test
  void cancelPassesTheSameCallbackToTheSameConnector() throws NativeCallException {
    Request request = queued();
    connector.pairedDevices();
    assertThat(request.cancel()).isEqualTo(Hresult.S_OK);
    FakeDevice.Call disconnect = device.calls.get(0);
    FakeDevice.Call cancel = device.calls.get(1);
    assertThat(cancel.method()).isEqualTo("Cancel");
    assertThat(cancel.callback()).isEqualTo(disconnect.callback());
    assertThat(cancel.connector()).isEqualTo(disconnect.connector());
    device.complete(0x800704C7);
    assertThat(completions).containsExactly(new Completion(Hresult.ERROR_CANCELLED, 1));
  }

  @Test
  void cancelReturnsThatTheRequestIsOver() throws NativeCallException {
    Request request = queued();
    device.complete(0);
    device.cancelStatus = 0x80070490;
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
  }

  @Test
  void afterItsReleaseARequestIsOverAndNotCalled() throws NativeCallException {
    Request request = queued();
    device.complete(0);
    request.release();
    request.release();
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    assertThat(device.calls).hasSize(1);
  }

  @Test
  void aCompletionAfterTheReleaseIsStillHandedOn() throws NativeCallException {
    queued().release();
    device.complete(0);
    assertThat(completions).containsExactly(new Completion(Hresult.S_OK, 1));
  }

  @Test
  void closingAbandonsWhatRunsAndALaterCompletionIsHarmless() throws NativeCallException {
    Request request = queued();
    connector.close();
    windows.assertLeftAsFound();
    assertThat(ConnectionRequestCallback.liveObjects() - liveBefore).isEqualTo(1);
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    request.release();
    device.complete(0);
    assertThat(completions).hasSize(1);
    assertThat(ConnectionRequestCallback.liveObjects()).isEqualTo(liveBefore);
  }

  @Test
  void whatIsStillReferencedWhenItClosesIsLeaked() throws NativeCallException {
    queued();
    liveLeft = 1;
    connector.close();
    NativeCallback callback = device.pending.get(0);
    assertThat(callback.addRef()).as("it can still be called").isEqualTo(3);
  }

  @Test
  void aClosedConnectorRefusesToBeUsed() {
    connector.close();
    connector.close();
    assertThat(catchThrowable(connector::pairedDevices))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(windows.uninitialized).isEqualTo(1);
  }

  @Test
  void callsFromAnotherThreadAreRefused() throws Exception {
    Request request = queued();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> connector.pairedDevices(),
            () -> connector.observe(ID),
            () -> submit(Verb.DISCONNECT),
            () -> request.cancel(),
            () -> request.release(),
            () -> connector.close())) {
      Throwable refusal =
          CompletableFuture.supplyAsync(() -> catchThrowable(call)).get(20, TimeUnit.SECONDS);
      assertThat(refusal)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(Thread.currentThread().getName());
    }
    assertThat(device.calls).hasSize(1);
    device.complete(0);
  }

  @Test
  void changesAreAskedForBeforeAnythingIsListed() throws NativeCallException {
    connector.pairedDevices();
    assertThat(windows.calls)
        .containsSubsequence("CM_Register_Notification", "Next", "RefreshDeviceList");
    assertThat(windows.calls).startsWith("CM_Register_Notification");
  }

  @Test
  void changesAreNoMoreAskedForWhenTheApartmentIsLeft() {
    connector.close();
    connector.close();
    assertThat(windows.calls).endsWith("CM_Unregister_Notification", "CoUninitialize");
    assertThat(windows.notifications.unregistered).hasSize(1);
    assertThat(windows.notifications.unregisteredOn).containsExactly(Thread.currentThread());
  }

  @Test
  void aChangeReachesTheListener() {
    windows.notifications.tell();
    windows.notifications.tell();
    assertThat(changes.count()).isEqualTo(2);
  }

  @Test
  void aListenerThatClosesTheConnectorIsRefusedInsteadOfWaitingForItself() throws Exception {
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    ChangeNotification notification =
        ChangeNotification.register(
            windows, () -> refusal.complete(catchThrowable(connector::close)));
    Thread foreign = new Thread(() -> windows.notifications.registered.get(1).tell(), "foreign");
    foreign.start();
    assertThat(refusal.get(20, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    foreign.join();
    assertThat(windows.notifications.unregistered).isEmpty();
    notification.close();
  }

  @Test
  void devicesAreVerifiedByAFreshListAndListedByOneThatIsFreshAfterAChange()
      throws NativeCallException {
    connector.pairedDevices();
    connector.pairedDevices();
    assertThat(windows.manager.state.refreshes).isEqualTo(1);
    connector.observe(ID);
    connector.observe(ID);
    assertThat(windows.manager.state.refreshes).isEqualTo(3);
    windows.notifications.tell();
    connector.pairedDevices();
    connector.pairedDevices();
    assertThat(windows.manager.state.refreshes).isEqualTo(4);
  }

  @Test
  void aStringIsNotReadWhereTheCallFailed() throws NativeCallException {
    device.pnpIdStatus = 0x8007001F;
    assertThat(connector.pairedDevices()).isEmpty();
    assertThat(catchThrowable(() -> submit(Verb.CONNECT))).isInstanceOf(NativeCallException.class);
  }
}
