package io.github.vertxwpd.operation;

import static io.github.vertxwpd.operation.LedgerFixture.CAMERA;
import static io.github.vertxwpd.operation.LedgerFixture.CAMERA_ID;
import static io.github.vertxwpd.operation.LedgerFixture.disconnect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import org.junit.jupiter.api.Test;

/** What is shown is never ahead of what is on disk. */
class VisibleStateTest {
  private final LedgerFixture gateway = new LedgerFixture();

  @Test
  void aChangeIsShownWhenItsEventIsOnDisk() {
    gateway.reconnect(CAMERA);
    gateway.ledger.submit(disconnect(CAMERA_ID));
    gateway.journal.hold();
    gateway.request(0).succeed();
    assertThat(shownLink()).isEqualTo(LinkState.DISCONNECTING);
    assertThat(gateway.visible.operations()).hasSize(1);

    gateway.journal.letGo();
    assertThat(shownLink()).isEqualTo(LinkState.DISCONNECTED);
    assertThat(gateway.visible.operations()).isEmpty();
  }

  @Test
  void anOperationHasNotEndedForAnybodyUntilItsEndIsOnDisk() {
    Operation operation = gateway.ledger.submit(disconnect(CAMERA_ID)).result();
    gateway.journal.hold();
    gateway.request(0).succeed();
    assertThat(gateway.book.find(operation.id()).orElseThrow().state())
        .isEqualTo(OperationState.PENDING);

    gateway.journal.letGo();
    assertThat(gateway.book.find(operation.id()).orElseThrow().state())
        .isEqualTo(OperationState.ENDED);
  }

  @Test
  void observationGoesOnWhileTheJournalCannotBeWritten() {
    gateway.journal.fill();
    gateway.apartment.links.put(CAMERA, LinkState.DISCONNECTED);
    gateway.list();

    assertThat(shownLink()).isEqualTo(LinkState.DISCONNECTED);
  }

  private LinkState shownLink() {
    return gateway.visible.devices(gateway.devices, any -> true).stream()
        .filter(device -> device.id().value().equals(CAMERA_ID))
        .map(Device::link)
        .findFirst()
        .orElseThrow();
  }
}
