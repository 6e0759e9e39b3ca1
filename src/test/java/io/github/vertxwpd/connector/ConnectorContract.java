package io.github.vertxwpd.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules that every provider keeps. A provider's own test extends this class.
 *
 * <p>All runs on JUnit's thread, which therefore is the apartment's.
 */
public abstract class ConnectorContract {
  /** An id of the right form that no provider under test knows. */
  private static final String UNKNOWN_PNP_ID =
      "\\\\?\\BTHENUM#{9518e5ca-f6af-464b-9907-a97433641968}_LOCALMFG&000f"
          + "#7&1a2b3c4d&0&FFFFFFFFFFFF_C00000000#{6ac27878-a6fa-4155-ba85-f98f491d4f33}";

  private final RecordedCompletions completions = new RecordedCompletions();
  private ConnectorProvider provider;
  private Connector connector;

  /**
   * Makes the provider under test. It has at least one connected and one disconnected device, and
   * nothing is wrong with them.
   */
  protected abstract ConnectorProvider provider();

  /** Returns once every completion that is going to come has come. */
  protected abstract void completeAllRequests();

  @BeforeEach
  void openTheProvider() throws ProviderUnavailableException {
    provider = provider();
    connector = provider.open(new RecordedChanges());
  }

  @AfterEach
  void closeTheConnector() {
    connector.close();
  }

  @Test
  void theListHasPairedDevicesWhetherConnectedOrNot() throws NativeCallException {
    assertThat(connector.pairedDevices())
        .extracting(PairedDevice::link)
        .contains(LinkState.CONNECTED, LinkState.DISCONNECTED);
  }

  @Test
  void everyPairedDeviceHasItsOwnId() throws NativeCallException {
    assertThat(connector.pairedDevices())
        .extracting(device -> DeviceId.of(device.pnpId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theListAndAnObservationAgreeOnTheLink() throws NativeCallException {
    for (PairedDevice device : connector.pairedDevices()) {
      assertThat(connector.observe(device.pnpId()).shows(device.link())).isTrue();
    }
  }

  @Test
  void anUnknownDeviceIsNotPaired() throws NativeCallException {
    for (Verb verb : Verb.values()) {
      assertThat(connector.submit(verb, UNKNOWN_PNP_ID, completions))
          .isEqualTo(new Submission.NotPaired());
    }
    assertNothingCompletes();
  }

  @Test
  void theLinkOfAnUnknownDeviceIsUnknown() throws NativeCallException {
    assertThat(connector.observe(UNKNOWN_PNP_ID).link()).isEqualTo(LinkState.UNKNOWN);
  }

  @Test
  void aDeviceThatIsAlreadyThereIsLeftAlone() throws NativeCallException {
    for (Verb verb : Verb.values()) {
      assertThat(connector.submit(verb, pnpIdOfOneThatIs(verb.goal()), completions))
          .isEqualTo(new Submission.AlreadyThere());
    }
    assertNothingCompletes();
  }

  @Test
  void theCaseOfAPnpIdDoesNotMatter() throws NativeCallException {
    String pnpId = pnpIdOfOneThatIs(LinkState.CONNECTED);
    for (String spelt : List.of(pnpId.toUpperCase(Locale.ROOT), pnpId.toLowerCase(Locale.ROOT))) {
      assertThat(connector.observe(spelt).link()).isEqualTo(LinkState.CONNECTED);
      assertThat(connector.submit(Verb.CONNECT, spelt, completions))
          .isEqualTo(new Submission.AlreadyThere());
    }
  }

  @Test
  void aQueuedDisconnectCompletesOnceAndTheLinkIsDown() throws NativeCallException {
    assertCompletesOnceAndTheLinkIsThere(Verb.DISCONNECT, LinkState.CONNECTED);
  }

  @Test
  void aQueuedConnectCompletesOnceAndTheLinkIsUp() throws NativeCallException {
    assertCompletesOnceAndTheLinkIsThere(Verb.CONNECT, LinkState.DISCONNECTED);
  }

  private void assertCompletesOnceAndTheLinkIsThere(Verb verb, LinkState before)
      throws NativeCallException {
    String pnpId = pnpIdOfOneThatIs(before);
    Submission.Queued queued = queue(verb, pnpId);
    assertThat(queued.status().succeeded()).isTrue();
    assertThat(queued.before()).isEqualTo(before);
    completeAllRequests();
    assertThat(completions.all()).containsExactly(new Completion(Hresult.S_OK, 1));
    assertThat(connector.observe(pnpId).shows(verb.goal())).isTrue();
  }

  @Test
  void aDisconnectedDeviceStaysInTheList() throws NativeCallException {
    String pnpId = pnpIdOfOneThatIs(LinkState.CONNECTED);
    queue(Verb.DISCONNECT, pnpId);
    completeAllRequests();
    assertThat(connector.pairedDevices())
        .filteredOn(device -> device.pnpId().equals(pnpId))
        .singleElement()
        .extracting(PairedDevice::link)
        .isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void aRequestOnOneDeviceLeavesTheOthersAlone() throws NativeCallException {
    String pnpId = pnpIdOfOneThatIs(LinkState.CONNECTED);
    List<PairedDevice> others = allBut(pnpId);
    queue(Verb.DISCONNECT, pnpId);
    completeAllRequests();
    assertThat(allBut(pnpId))
        .extracting(PairedDevice::link)
        .containsExactlyElementsOf(links(others));
  }

  @Test
  void aCancelAfterTheCompletionFindsNothing() throws NativeCallException {
    Submission.Queued queued = queue(Verb.DISCONNECT, pnpIdOfOneThatIs(LinkState.CONNECTED));
    completeAllRequests();
    assertThat(queued.request().cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    completeAllRequests();
    assertThat(completions.all()).hasSize(1);
  }

  @Test
  void aRequestCanBeReleasedMoreThanOnce() throws NativeCallException {
    Submission.Queued queued = queue(Verb.DISCONNECT, pnpIdOfOneThatIs(LinkState.CONNECTED));
    completeAllRequests();
    queued.request().release();
    queued.request().release();
    assertThat(completions.all()).hasSize(1);
  }

  @Test
  void aReleasedRequestStillCompletes() throws NativeCallException {
    Submission.Queued queued = queue(Verb.DISCONNECT, pnpIdOfOneThatIs(LinkState.CONNECTED));
    queued.request().release();
    completeAllRequests();
    assertThat(completions.all()).hasSize(1);
  }

  @Test
  void aConnectorCanBeClosedMoreThanOnceAndOpenedAgain()
      throws NativeCallException, ProviderUnavailableException {
    List<PairedDevice> before = connector.pairedDevices();
    connector.close();
    connector.close();
    connector = provider.open(new RecordedChanges());
    assertThat(connector.pairedDevices())
        .extracting(PairedDevice::pnpId)
        .containsExactlyElementsOf(before.stream().map(PairedDevice::pnpId).toList());
  }

  private String pnpIdOfOneThatIs(LinkState link) throws NativeCallException {
    return connector.pairedDevices().stream()
        .filter(device -> device.link() == link)
        .findFirst()
        .map(PairedDevice::pnpId)
        .orElseThrow();
  }

  private List<PairedDevice> allBut(String pnpId) throws NativeCallException {
    return connector.pairedDevices().stream()
        .filter(device -> !device.pnpId().equals(pnpId))
        .toList();
  }

  private static List<LinkState> links(List<PairedDevice> devices) {
    return devices.stream().map(PairedDevice::link).toList();
  }

  private Submission.Queued queue(Verb verb, String pnpId) throws NativeCallException {
    Submission submission = connector.submit(verb, pnpId, completions);
    assertThat(submission).isInstanceOf(Submission.Queued.class);
    return (Submission.Queued) submission;
  }

  private void assertNothingCompletes() {
    completeAllRequests();
    assertThat(completions.all()).isEmpty();
  }
}
