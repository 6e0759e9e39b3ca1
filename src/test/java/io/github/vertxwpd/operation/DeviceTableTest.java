package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.DeviceAdded;
import io.github.vertxwpd.model.EventBody.DeviceChanged;
import io.github.vertxwpd.model.EventBody.DeviceRemoved;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceTableTest {
  private static final String PNP_ID = "\\\\?\\BTHENUM#camera&A0B1C2D3E4F5_C00000000";
  private static final DeviceId ID = new DeviceId("bt-a0b1c2d3e4f5");
  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant T1 = T0.plusSeconds(5);
  private static final Operation DISCONNECT = operation("op-1", Verb.DISCONNECT, Cause.COMMAND);
  private static final Operation CONNECT = operation("op-2", Verb.CONNECT, Cause.COMMAND);
  private static final Operation HOLD = operation("op-3", Verb.DISCONNECT, Cause.HOLD);

  private final DeviceTable table = new DeviceTable("gw");

  @Test
  void aDeviceThatIsSeenForTheFirstTimeIsAdded() {
    List<EventBody> changes = list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(changes).singleElement().isInstanceOf(DeviceAdded.class);
    assertThat(device().name()).isEqualTo("Canon EOS");
  }

  @Test
  void anAliasNamesItsDeviceAndNoOther() {
    DeviceTable named = new DeviceTable("gw", Map.of(ID.value(), "line-7-camera"));
    List<EventBody> unused =
        named.update(List.of(named(LinkState.CONNECTED, "Canon EOS")), T0, Cause.STARTUP);

    assertThat(named.all()).singleElement().extracting(Device::id).isEqualTo(ID);
    assertThat(named.find("line-7-camera")).map(Device::id).contains(ID);
    assertThat(named.find("line-7-camera")).flatMap(Device::alias).contains("line-7-camera");
    assertThat(named.find("line-8-camera")).isEmpty();
    assertThat(named.referredTo("line-7-camera")).isEqualTo(ID);
  }

  @Test
  void anotherAliasIsAChangeOfItsDeviceAlone() {
    PairedDevice other =
        new PairedDevice(
            "another", LinkState.CONNECTED, Optional.empty(), Optional.empty(), Optional.empty());
    List<EventBody> added =
        table.update(List.of(named(LinkState.CONNECTED, "Canon EOS"), other), T0, Cause.STARTUP);

    List<EventBody> named = table.rename(Map.of(ID.value(), "line-7-camera"));
    assertThat(table.find("line-7-camera")).map(Device::id).contains(ID);
    List<EventBody> same = table.rename(Map.of(ID.value(), "line-7-camera"));
    List<EventBody> without = table.rename(Map.of());

    DeviceChanged change = (DeviceChanged) named.get(0);
    assertThat(added).hasSize(2);
    assertThat(named).hasSize(1);
    assertThat(change.subject().alias()).contains("line-7-camera");
    assertThat(change.before()).isEqualTo(LinkState.CONNECTED);
    assertThat(change.cause()).isEqualTo(Cause.EXTERNAL);
    assertThat(same).isEmpty();
    assertThat(without).hasSize(1);
    assertThat(device().alias()).isEmpty();
    assertThat(table.find("line-7-camera")).isEmpty();
  }

  @Test
  void anUnchangedDeviceIsNoEventButWasObserved() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(list(T1, Cause.EXTERNAL, named(LinkState.CONNECTED, "Canon EOS"))).isEmpty();
    assertThat(device().observedAt()).isEqualTo(T1);
  }

  @Test
  void aLinkThatChangedWithoutACommandChangedForAnExternalCause() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    DeviceChanged change =
        (DeviceChanged) list(T1, Cause.EXTERNAL, named(LinkState.DISCONNECTED, "Canon EOS")).get(0);
    assertThat(change.before()).isEqualTo(LinkState.CONNECTED);
    assertThat(change.subject().link()).isEqualTo(LinkState.DISCONNECTED);
    assertThat(change.cause()).isEqualTo(Cause.EXTERNAL);
  }

  @Test
  void theNameIsRememberedWhenWindowsSaysItNoMore() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    list(T1, Cause.EXTERNAL, nameless(LinkState.DISCONNECTED));

    assertThat(device().name()).isEqualTo("Canon EOS");
  }

  @Test
  void aDeviceWithoutANameIsCalledByItsIdUntilItHasOne() {
    list(T0, Cause.STARTUP, nameless(LinkState.DISCONNECTED));
    assertThat(device().name()).isEqualTo(ID.value());

    list(T1, Cause.EXTERNAL, named(LinkState.CONNECTED, "Canon EOS"));
    assertThat(device().name()).isEqualTo("Canon EOS");
  }

  @Test
  void aDeviceThatIsNoLongerPairedIsRemoved() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(table.update(List.of(), T1, Cause.EXTERNAL))
        .singleElement()
        .isInstanceOf(DeviceRemoved.class);
    assertThat(table.all()).isEmpty();
  }

  @Test
  void aListingDoesNotSpeakOverARunningOperation() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    table.begin(DISCONNECT, T0);

    assertThat(list(T1, Cause.EXTERNAL, named(LinkState.DISCONNECTED, "Canon EOS"))).isEmpty();
    assertThat(device().link()).isEqualTo(LinkState.DISCONNECTING);

    table.end(DISCONNECT, endsWith(LinkState.DISCONNECTED, T1));
    assertThat(device().operation()).isEmpty();
    assertThat(device().link()).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void whatTheFirstListingAfterAnOperationShowsIsTheOperationsDoing() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    table.begin(DISCONNECT, T0);
    table.end(DISCONNECT, endsWith(LinkState.DISCONNECTED, T0));

    assertThat(causes(T1, named(LinkState.DISCONNECTED, "Canon EOS (Bluetooth)")))
        .containsExactly(Cause.COMMAND);
    assertThat(causes(T1, named(LinkState.DISCONNECTED, "renamed by its owner")))
        .containsExactly(Cause.EXTERNAL);
  }

  @Test
  void anotherNameWhileAnOperationRunsIsItsDoing() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    table.begin(DISCONNECT, T0);

    assertThat(causes(T1, named(LinkState.DISCONNECTED, "Canon EOS (Bluetooth)")))
        .containsExactly(Cause.COMMAND);
  }

  @Test
  void aLinkThatLeavesTheGoalAfterAnOperationLeavesItForAnExternalCause() {
    disconnectEndsWith(LinkState.DISCONNECTED);

    assertThat(causes(T0, named(LinkState.CONNECTED, "Canon EOS"))).containsExactly(Cause.EXTERNAL);
    assertThat(causes(T0, named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.EXTERNAL);
  }

  @Test
  void aLinkThatCouldNotBeReadAtTheEndIsReadForTheOperation() {
    disconnectEndsWith(LinkState.UNKNOWN);

    assertThat(causes(T0.plusSeconds(3_600), named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.COMMAND);
  }

  @Test
  void aGoalThatComesSoonAfterTheEndIsTheOperationsDoing() {
    disconnectEndsWith(LinkState.UNKNOWN);

    assertThat(causes(T0, named(LinkState.CONNECTED, "Canon EOS"))).containsExactly(Cause.COMMAND);
    assertThat(causes(T1, named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.COMMAND);
  }

  @Test
  void aGoalThatComesLongAfterTheEndIsNot() {
    disconnectEndsWith(LinkState.CONNECTED);
    Instant tooLate = T0.plus(Attribution.AFTERMATH);

    assertThat(causes(tooLate.minusMillis(1), named(LinkState.CONNECTED, "Canon EOS"))).isEmpty();
    assertThat(causes(tooLate, named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.EXTERNAL);
  }

  @Test
  void theNextOperationHasItsOwnGoal() {
    disconnectEndsWith(LinkState.CONNECTED);
    table.begin(CONNECT, T0);
    table.end(CONNECT, endsWith(LinkState.CONNECTED, T0));

    assertThat(causes(T1, named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.EXTERNAL);
  }

  @Test
  void anOperationThatFoundTheLinkAtItsGoalDidNotBringItThere() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    DeviceChanged change =
        (DeviceChanged) table.end(DISCONNECT, endsWith(LinkState.DISCONNECTED, T1)).orElseThrow();
    assertThat(change.cause()).isEqualTo(Cause.EXTERNAL);
    assertThat(change.before()).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void anOperationThatReadNothingBeforeItBeganSaysNothing() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(table.end(DISCONNECT, endsWith(LinkState.UNKNOWN, T1))).isEmpty();
    assertThat(device().link()).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void whatTheGatewayDidToKeepADeviceDisconnectedIsTheHoldsDoing() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    DeviceChanged begun = (DeviceChanged) table.begin(HOLD, T0).orElseThrow();
    DeviceChanged ended =
        (DeviceChanged) table.end(HOLD, endsWith(LinkState.DISCONNECTED, T1)).orElseThrow();

    assertThat(begun.cause()).isEqualTo(Cause.HOLD);
    assertThat(ended.cause()).isEqualTo(Cause.HOLD);
  }

  @Test
  void thatADeviceIsHeldIsAChangeAndStaysOverListings() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    DeviceChanged held = (DeviceChanged) table.setHold(ID, true).orElseThrow();
    list(T1, Cause.EXTERNAL, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(held.subject().hold()).isTrue();
    assertThat(held.cause()).isEqualTo(Cause.COMMAND);
    assertThat(device().hold()).isTrue();
    assertThat(table.setHold(ID, true)).isEmpty();
    assertThat(table.setHold(ID, false)).isPresent();
    assertThat(device().hold()).isFalse();
  }

  @Test
  void whatAnEarlierProcessKnewOfADeviceIsStillKnown() {
    JournalEntry.SeenDevice seen =
        new JournalEntry.SeenDevice(
            PNP_ID, ID, Optional.of("Canon EOS"), Optional.of("Canon"), Optional.empty());
    table.remember(List.of(seen), List.of(new JournalEntry.Hold(ID, T0)));
    list(T1, Cause.STARTUP, nameless(LinkState.DISCONNECTED));

    assertThat(device().name()).isEqualTo("Canon EOS");
    assertThat(device().manufacturer()).contains("Canon");
    assertThat(device().hold()).isTrue();
  }

  @Test
  void aDeviceThatIsPairedAgainOwesNothingToAnEarlierOperation() {
    disconnectEndsWith(LinkState.CONNECTED);
    table.update(List.of(), T0, Cause.EXTERNAL);
    list(T0, Cause.EXTERNAL, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(causes(T0, named(LinkState.DISCONNECTED, "Canon EOS")))
        .containsExactly(Cause.EXTERNAL);
  }

  private void disconnectEndsWith(LinkState link) {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));
    table.begin(DISCONNECT, T0);
    table.end(DISCONNECT, endsWith(link, T0));
  }

  private List<Cause> causes(Instant at, PairedDevice device) {
    return list(at, Cause.EXTERNAL, device).stream()
        .map(change -> ((DeviceChanged) change).cause())
        .toList();
  }

  @Test
  void aDeviceIsFoundByItsIdAndByItsPnpIdWhateverTheCase() {
    list(T0, Cause.STARTUP, named(LinkState.CONNECTED, "Canon EOS"));

    assertThat(table.find(ID.value())).isPresent();
    assertThat(table.find(PNP_ID.toLowerCase(Locale.ROOT))).isPresent();
    assertThat(table.find("Canon EOS")).isEmpty();
  }

  @Test
  void aDeviceThatIsGoneIsNotFoundByAnyOfItsNames() {
    DeviceTable named = new DeviceTable("gw", Map.of(ID.value(), "line-7-camera"));
    named.update(List.of(named(LinkState.CONNECTED, "Canon EOS")), T0, Cause.STARTUP);
    named.update(List.of(), T1, Cause.EXTERNAL);

    assertThat(named.find(ID.value())).isEmpty();
    assertThat(named.find(PNP_ID)).isEmpty();
    assertThat(named.find("line-7-camera")).isEmpty();
  }

  @Test
  void twoConnectorsOfOneAddressAreTwoDevicesWithIdsThatStay() {
    PairedDevice first = named(LinkState.CONNECTED, "Phone");
    PairedDevice second =
        new PairedDevice(
            PNP_ID.replace("camera", "other"),
            LinkState.CONNECTED,
            Optional.of("Phone 2"),
            Optional.empty(),
            Optional.empty());
    table.update(List.of(first, second), T0, Cause.STARTUP);
    assertThat(table.all()).extracting(Device::id).contains(ID, DeviceId.hashed(second.pnpId()));

    table.update(List.of(second), T1, Cause.EXTERNAL);
    assertThat(table.all()).extracting(Device::id).containsExactly(DeviceId.hashed(second.pnpId()));
  }

  private List<EventBody> list(Instant at, Cause cause, PairedDevice device) {
    return table.update(List.of(device), at, cause);
  }

  private Device device() {
    return table.find(ID.value()).orElseThrow();
  }

  private static Operation operation(String id, Verb verb, Cause cause) {
    return new Operation(
        id,
        Optional.empty(),
        verb,
        ID,
        "gw",
        OperationState.PENDING,
        false,
        T0,
        OperationRequest.DEFAULT_TIMEOUT_MS,
        false,
        cause,
        false,
        Optional.of(Hresult.S_OK),
        PortableCursor.of("gw", new StreamPosition("e1", 1)),
        Optional.empty());
  }

  private static OperationEnd endsWith(LinkState after, Instant at) {
    return new OperationEnd(
        Outcome.SUCCEEDED,
        true,
        true,
        Optional.of(Hresult.S_OK),
        LinkState.UNKNOWN,
        after,
        at,
        0,
        1,
        Optional.empty());
  }

  private static PairedDevice named(LinkState link, String name) {
    return new PairedDevice(PNP_ID, link, Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static PairedDevice nameless(LinkState link) {
    return new PairedDevice(PNP_ID, link, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
