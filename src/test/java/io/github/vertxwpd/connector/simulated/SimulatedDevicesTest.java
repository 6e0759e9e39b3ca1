package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.LinkState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedDevicesTest {
  private static List<PairedDevice> devices(int count) throws NativeCallException {
    SimulatorOptions options = new SimulatorOptions().setDevices(count);
    try (Connector connector = new SimulatedProvider(options).open(() -> {})) {
      return connector.pairedDevices();
    }
  }

  @Test
  void thereAreAsManyAsConfigured() throws NativeCallException {
    assertThat(devices(0)).isEmpty();
    assertThat(devices(8)).hasSize(8);
    assertThat(devices(5_000)).hasSize(5_000);
  }

  @Test
  void theyAreTheSameAfterEveryRestart() throws NativeCallException {
    assertThat(devices(5_000)).isEqualTo(devices(5_000));
  }

  @Test
  void theirNumberAloneSaysWhatTheyAre() throws NativeCallException {
    assertThat(devices(5_000)).startsWith(devices(8).toArray(PairedDevice[]::new));
  }

  @Test
  void theFirstOneIsTheSameOnEveryMachine() throws NativeCallException {
    PairedDevice first = devices(1).get(0);
    assertThat(DeviceId.of(first.pnpId())).isEqualTo(new DeviceId("bt-a0b1c2d3e4f5"));
    assertThat(first)
        .isEqualTo(
            new PairedDevice(
                "\\\\?\\BTHENUM#{9518e5ca-f6af-464b-9907-a97433641968}_LOCALMFG&000f"
                    + "#7&1a2b3c4d&0&A0B1C2D3E4F5_C00000000"
                    + "#{6ac27878-a6fa-4155-ba85-f98f491d4f33}",
                LinkState.CONNECTED,
                Optional.of("Canon EOS"),
                Optional.of("Canon"),
                Optional.of("MTP camera")));
  }

  @Test
  void eachOfFiveThousandHasItsOwnAddressAndName() throws NativeCallException {
    List<PairedDevice> devices = devices(5_000);
    assertThat(devices)
        .extracting(device -> DeviceId.of(device.pnpId()).value())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("bt-[0-9a-f]{12}"));
    assertThat(devices).extracting(PairedDevice::name).doesNotHaveDuplicates();
  }

  @Test
  void theirAddressesBelongToSingleDevices() throws NativeCallException {
    assertThat(devices(5_000))
        .extracting(device -> DeviceId.of(device.pnpId()).value().substring(3, 5))
        .allMatch(firstByte -> (Integer.parseInt(firstByte, 16) & 0b11) == 0);
  }

  @Test
  void theyHaveAMakerAndAreMtpDevices() throws NativeCallException {
    assertThat(devices(5_000))
        .allMatch(device -> device.manufacturer().filter(maker -> !maker.isBlank()).isPresent())
        .allMatch(device -> device.description().filter(d -> d.startsWith("MTP ")).isPresent());
  }

  @Test
  void threeQuartersAreConnectedAtTheStart() throws NativeCallException {
    assertThat(devices(8)).filteredOn(d -> d.link() == LinkState.CONNECTED).hasSize(6);
    assertThat(devices(5_000)).filteredOn(d -> d.link() == LinkState.CONNECTED).hasSize(3_750);
  }

  @Test
  void theListOfWindowsHasThoseThatAreConnected() throws NativeCallException {
    try (Connector connector = new SimulatedProvider(new SimulatorOptions()).open(() -> {})) {
      for (PairedDevice device : connector.pairedDevices()) {
        boolean connected = device.link() == LinkState.CONNECTED;
        assertThat(connector.observe(device.pnpId()))
            .isEqualTo(new LinkObservation(device.link(), Optional.of(connected)));
      }
    }
  }
}
