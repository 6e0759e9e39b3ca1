package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.RecordedChanges;
import io.github.vertxwpd.connector.RecordedCompletions;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An open simulator in virtual time, with eight devices by their numbers. */
final class Simulation implements AutoCloseable {
  static final int LATENCY_MS = 300;

  final VirtualTime time = new VirtualTime();
  final RecordedCompletions completions = new RecordedCompletions();
  final RecordedChanges changes = new RecordedChanges();
  final SimulatedProvider provider;
  final Connector connector;
  private final List<PairedDevice> devices;

  /** Opens a simulator whose first device, a connected one, has a fault. */
  static Simulation ofFirstDevice(String fault) throws NativeCallException {
    return new Simulation(new JsonObject().put("1", fault));
  }

  Simulation(JsonObject script) throws NativeCallException {
    provider =
        new SimulatedProvider(
            new SimulatorOptions().setLatencyMs(LATENCY_MS).setScript(script), time::scheduler);
    connector = provider.open(changes);
    devices = connector.pairedDevices();
  }

  String pnpId(int number) {
    return devices.get(number - 1).pnpId();
  }

  LinkState link(int number) throws NativeCallException {
    return connector.observe(pnpId(number)).link();
  }

  Submission submit(Verb verb, int number) throws NativeCallException {
    return connector.submit(verb, pnpId(number), completions);
  }

  Request disconnect(int number) throws NativeCallException {
    return queue(Verb.DISCONNECT, number);
  }

  Request connect(int number) throws NativeCallException {
    return queue(Verb.CONNECT, number);
  }

  private Request queue(Verb verb, int number) throws NativeCallException {
    Submission submission = submit(verb, number);
    assertThat(submission).isInstanceOf(Submission.Queued.class);
    return ((Submission.Queued) submission).request();
  }

  @Override
  public void close() {
    connector.close();
    time.close();
  }
}
