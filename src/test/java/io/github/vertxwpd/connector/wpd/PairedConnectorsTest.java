package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One enumeration, whatever the enumerator's habits. */
class PairedConnectorsTest {
  private final FakeWindows windows = new FakeWindows();
  private Apartment apartment;

  @BeforeEach
  void enter() throws NativeCallException {
    apartment = Apartment.enter(windows);
  }

  @AfterEach
  void everythingWasReleased() {
    apartment.close();
    windows.assertLeftAsFound();
  }

  private List<FakeDevice> pair(int count) {
    return IntStream.range(0, count).mapToObj(i -> windows.pair("ID" + i)).toList();
  }

  private void enumerator(List<FakeDevice> devices, int batch, int failAt) {
    windows.classes.put(
        WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS,
        () -> new FakeEnumerator(windows, devices, batch, failAt));
  }

  private List<String> ids() throws NativeCallException {
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      List<String> ids = new ArrayList<>();
      for (PortableDeviceConnector connector : connectors.all()) {
        ids.add(connector.pnpId());
      }
      return ids;
    }
  }

  @Test
  void nothingPairedIsAnEmptyList() throws NativeCallException {
    assertThat(ids()).isEmpty();
  }

  @Test
  void moreThanOneBatchIsFetched() throws NativeCallException {
    pair(40);
    assertThat(ids()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void batchesThatAreNotFullAreConsumed() throws NativeCallException {
    enumerator(pair(7), 3, Integer.MAX_VALUE);
    assertThat(ids()).containsExactly("ID0", "ID1", "ID2", "ID3", "ID4", "ID5", "ID6");
  }

  @Test
  void emptyPlacesArePassedOver() throws NativeCallException {
    List<FakeDevice> devices = new ArrayList<>(pair(2));
    devices.add(1, null);
    devices.addAll(Collections.nCopies(20, null));
    enumerator(devices, Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(ids()).containsExactly("ID0", "ID1");
  }

  @Test
  void anEnumerationThatFailsHalfwayReleasesWhatCameBefore() {
    enumerator(pair(5), 2, 2);
    NativeCallException failure =
        catchThrowableOfType(
            NativeCallException.class, () -> PairedConnectors.enumerate(apartment));
    assertThat(failure.call()).isEqualTo("IEnumPortableDeviceConnectors::Next");
    assertThat(failure.status()).isEqualTo(new Hresult(0x8007001F));
    assertThat(windows.objectsCreated()).as("an enumerator and four connectors").isEqualTo(5);
  }

  @Test
  void anEnumeratorThatDoesNotEndIsStopped() throws NativeCallException {
    FakeComObject connector = windows.pair("ID").connector();
    windows.classes.put(
        WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, () -> FakeEnumerator.endless(windows, connector));
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      assertThat(connectors.all()).hasSize(PairedConnectors.MAX_CONNECTORS);
      assertThat(connector.references()).isEqualTo(PairedConnectors.MAX_CONNECTORS + 1);
    }
    assertThat(connector.references()).isEqualTo(1);
    new NativeCallback(connector.pointer()).release();
  }

  @Test
  void aDeviceIsFoundWhateverTheCaseOfItsId() throws NativeCallException {
    pair(2);
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      assertThat(connectors.find("id1").orElseThrow().pnpId()).isEqualTo("ID1");
      assertThat(connectors.find("ID2")).isEmpty();
    }
  }

  @Test
  void aDeviceIsFoundBesideOneThatDoesNotTellItsId() throws NativeCallException {
    pair(2).get(0).pnpIdStatus = 0x8007001F;
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      assertThat(connectors.find("ID1")).isPresent();
    }
  }

  @Test
  void aDeviceIsNotCalledUnpairedWhileAnotherDoesNotTellItsId() throws NativeCallException {
    pair(2).get(0).nullPnpId = true;
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      NativeCallException failure =
          catchThrowableOfType(NativeCallException.class, () -> connectors.find("ID0"));
      assertThat(failure.status()).isEqualTo(Hresult.E_POINTER);
    }
  }

  @Test
  void aConnectorThatWasHandedOverIsNotReleasedWithTheRest() throws NativeCallException {
    pair(2);
    PortableDeviceConnector kept;
    try (PairedConnectors connectors = PairedConnectors.enumerate(apartment)) {
      kept = connectors.find("ID1").orElseThrow();
      connectors.handOver(kept);
    }
    assertThat(kept.pnpId()).isEqualTo("ID1");
    kept.close();
  }

  @Test
  void noPointerIsEverAskedForAnotherInterface() throws NativeCallException {
    pair(3);
    assertThat(ids()).hasSize(3);
    assertThat(windows.queries()).isZero();
  }
}
