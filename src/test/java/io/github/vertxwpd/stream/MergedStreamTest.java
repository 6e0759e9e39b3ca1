package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.StreamWalk.AtHead;
import io.github.vertxwpd.stream.StreamWalk.Next;
import io.github.vertxwpd.stream.StreamWalk.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The events of several gateways as one node shows them, and where those go on who come back. */
class MergedStreamTest {
  private static final int RING = 8;

  private final MergedStream node = new MergedStream("gw-hub", "n1", RING);

  @Test
  void eventsAreShownInTheOrderInWhichTheyCameUnderPositionsOfTheNode() {
    know("gw-a", 10);
    know("gw-b", 20);
    add("gw-a", 11);
    add("gw-b", 21);
    add("gw-a", 12);

    assertThat(walk(here(2))).containsExactly("gw-a:11", "gw-b:21", "gw-a:12");
    assertThat(node.head()).isEqualTo(here(5));
  }

  @Test
  void whoWasElsewhereGoesOnWhereNothingIsMissing() {
    know("gw-a", 10);
    know("gw-b", 20);
    add("gw-a", 11);
    add("gw-b", 21);
    add("gw-a", 12);
    add("gw-b", 22);

    assertThat(node.locate(whole(Map.of("gw-a", at(12), "gw-b", at(22))))).contains(here(6));
    assertThat(node.locate(whole(Map.of("gw-a", at(12), "gw-b", at(21))))).contains(here(5));
    assertThat(node.locate(whole(Map.of("gw-a", at(11), "gw-b", at(22))))).contains(here(4));
    assertThat(node.locate(whole(Map.of("gw-a", at(10), "gw-b", at(22))))).contains(here(2));
    assertThat(node.locate(whole(Map.of("gw-a", at(99), "gw-b", at(22))))).contains(here(6));
  }

  @Test
  void whereNobodyCanGoOnThereIsNoPosition() {
    know("gw-a", 10);
    know("gw-b", 20);
    add("gw-a", 11);

    assertThat(node.locate(whole(Map.of("gw-a", at(9), "gw-b", at(20)))))
        .as("before what the node knows")
        .isEmpty();
    assertThat(node.locate(whole(Map.of("gw-a", new StreamPosition("e2", 11), "gw-b", at(20)))))
        .as("another journal")
        .isEmpty();
    assertThat(node.locate(whole(Map.of("gw-a", at(11)))))
        .as("a gateway that is news to the client")
        .isEmpty();
    assertThat(node.locate(whole(Map.of("gw-a", at(11), "gw-b", at(20), "gw-c", at(1)))))
        .as("a gateway that is not known here")
        .isEmpty();
  }

  @Test
  void theCursorOfAnOperationSaysNothingOfTheOtherGateways() {
    know("gw-a", 10);
    know("gw-b", 20);
    add("gw-b", 21);
    add("gw-a", 11);

    assertThat(node.locate(PortableCursor.of("gw-a", at(10)))).contains(here(3));
    assertThat(node.locate(PortableCursor.of("gw-a", at(11)))).contains(here(4));
    assertThat(node.locate(PortableCursor.of("gw-c", at(11)))).isEmpty();
  }

  @Test
  void whoeverComesToAnInterruptionIsReset() {
    know("gw-a", 10);
    add("gw-a", 11);
    node.interrupt("gw-b", at(20), ResetReason.EPOCH);
    add("gw-a", 12);

    StreamWalk walk = node.walkFrom(here(1));
    assertThat(walk.next()).isInstanceOf(Next.class);
    assertThat(walk.next()).isEqualTo(new Reset(ResetReason.EPOCH));
    assertThat(walk(here(3))).containsExactly("gw-a:12");
    assertThat(node.locate(whole(Map.of("gw-a", at(11), "gw-b", at(20))))).contains(here(3));
    assertThat(node.locate(whole(Map.of("gw-a", at(10), "gw-b", at(20))))).isEmpty();
  }

  @Test
  void whatMemoryHasNoRoomForIsLagged() {
    know("gw-a", 0);
    for (int offset = 1; offset <= RING + 2; offset++) {
      add("gw-a", offset);
    }

    assertThat(node.walkFrom(here(1)).next()).isEqualTo(new Reset(ResetReason.LAGGED));
    assertThat(walk(here(3))).hasSize(RING);
    assertThat(node.portable(here(1))).isEmpty();
    assertThat(node.locate(PortableCursor.of("gw-a", at(1)))).isEmpty();
    assertThat(node.oldest().result()).isEqualTo(here(3));
  }

  @Test
  void aPositionOfAnotherNodeIsNone() {
    know("gw-a", 10);

    assertThat(node.locate("n2.1")).isEmpty();
    assertThat(node.locate("n1.2")).isEmpty();
    assertThat(node.locate("n1.1")).contains(here(1));
    assertThat(node.portable(new StreamPosition("n2", 1))).isEmpty();
  }

  @Test
  void whatWouldBeTooLongIsNotSaid() {
    for (int number = 0; number < 400; number++) {
      know("gw-with-a-rather-long-name-" + number, number);
    }

    assertThat(node.portable(node.head())).isEmpty();
  }

  /** Whoever takes a portable cursor anywhere and brings it back misses nothing. */
  @Property
  void aPortableCursorOfAnyPositionLeadsBackToIt(
      @ForAll @Size(max = 7) List<@IntRange(max = 2) Integer> gateways,
      @ForAll @IntRange(max = 7) int seen) {
    MergedStream stream = new MergedStream("gw-hub", "n1", 16);
    long[] offsets = new long[3];
    for (int gateway = 0; gateway < offsets.length; gateway++) {
      stream.interrupt("gw-" + gateway, at(0), ResetReason.EPOCH);
    }
    for (int gateway : gateways) {
      stream.append(event("gw-" + gateway, ++offsets[gateway]));
    }
    StreamPosition position = here(3 + Math.min(seen, gateways.size()));

    Optional<PortableCursor> portable = stream.portable(position);

    assertThat(portable.flatMap(p -> PortableCursor.parse(p.encode()))).isEqualTo(portable);
    assertThat(portable.flatMap(stream::locate)).contains(position);
  }

  private void know(String gateway, long offset) {
    node.interrupt(gateway, at(offset), ResetReason.EPOCH);
  }

  private void add(String gateway, long offset) {
    node.append(event(gateway, offset));
  }

  private static EncodedEvent event(String gateway, long offset) {
    return new EncodedEvent(
        gateway, at(offset), "wpd.device.changed.v1", Optional.empty(), gateway + ":" + offset);
  }

  private List<String> walk(StreamPosition from) {
    List<String> seen = new ArrayList<>();
    StreamWalk walk = node.walkFrom(from);
    StreamWalk.Step step = walk.next();
    while (step instanceof Next next) {
      seen.add(next.event().json());
      step = walk.next();
    }
    assertThat(step).isEqualTo(new AtHead());
    return seen;
  }

  private static PortableCursor whole(Map<String, StreamPosition> positions) {
    return new PortableCursor(positions, true);
  }

  private static StreamPosition at(long offset) {
    return new StreamPosition("e1", offset);
  }

  private static StreamPosition here(long offset) {
    return new StreamPosition("n1", offset);
  }
}
