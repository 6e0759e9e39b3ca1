package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.ClusterOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  /** An address of documentation, that nobody has. */
  private static final String ELSEWHERE = "198.51.100.7:7800";

  private static ClusterOptions options(String... members) {
    return new ClusterOptions().setMembers(List.of(members));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:7800, 10.0.0.1, 7800",
    "GW-1.Example.com:1, gw-1.example.com, 1",
    "[fd00::1]:65535, fd00::1, 65535"
  })
  void aMemberIsAHostAndAPort(String text, String host, int port) {
    assertThat(Member.parse(text))
        .isEqualTo(new Member(host, port))
        .asString()
        .isEqualToIgnoringCase(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.1", "10.0.0.1:0", "10.0.0.1:65536", "fd00::1:7800", "a b:1", ":7800"})
  void whatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> Member.parse(text))
        .hasMessageContaining("cluster.members has \"" + text + "\"");
  }

  @Test
  void theLoopbackAddressIsTheSameOnEveryNode() {
    assertThat(Member.parse("10.0.0.1:7800").loopback().getHostAddress())
        .isEqualTo("127.81.171.87");
    assertThat(Member.parse("GW-1:7800").loopback())
        .isEqualTo(Member.parse("gw-1:7800").loopback());
    for (int i = 1; i < 2_000; i++) {
      byte[] address = new Member("10.0.0.1", i).loopback().getAddress();
      assertThat(address[0]).isEqualTo((byte) 127);
      assertThat(address[1]).isBetween((byte) 64, (byte) 127);
      assertThat(address[3]).isNotIn((byte) 0, (byte) 255);
    }
  }

  @Test
  void membersThatStandForTheSameAddressAreRefused() {
    Map<String, String> seen = new HashMap<>();
    String one = null;
    String other = null;
    for (int i = 0; one == null; i++) {
      other = "gw-" + i + ":7800";
      one = seen.put(Member.parse(other).loopback().getHostAddress(), other);
    }
    ClusterOptions options = options(one, other).setHost("198.51.100.7");

    assertThatThrownBy(() -> Members.of(options))
        .hasMessageContaining(one)
        .hasMessageContaining(other);
  }

  @Test
  void theNodeItselfIsAddedWhereItIsNotInTheList() {
    Members members = Members.of(options("127.0.0.1:7900"));

    assertThat(members.own()).isEqualTo(new Member("127.0.0.1", 7800));
    assertThat(members.here()).containsExactly(new Member("127.0.0.1", 7900));
    assertThat(members.elsewhere()).isEmpty();
  }

  @Test
  void theNodeIsFoundInTheListInOtherWords() {
    Members members = Members.of(options("localhost:7800", "localhost:7900"));

    assertThat(members.own()).isEqualTo(new Member("localhost", 7800));
    assertThat(members.all()).hasSize(2);
  }

  @Test
  void membersOnOtherMachinesAreToldApart() {
    Members members =
        Members.of(
            options("198.51.100.7:7800", "127.0.0.1:7800", "198.51.100.8:7800")
                .setHost("198.51.100.7"));

    assertThat(members.own()).isEqualTo(Member.parse(ELSEWHERE));
    assertThat(members.here()).containsExactly(Member.parse("127.0.0.1:7800"));
    assertThat(members.elsewhere()).containsExactly(Member.parse("198.51.100.8:7800"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void everyAddressAtOnceIsNone(String host) {
    assertThatThrownBy(() -> Members.of(options().setHost(host)))
        .hasMessageContaining("cluster.host \"" + host + "\" means every address");
  }

  @Test
  void loopbackIsNoAddressForOtherMachines() {
    assertThatThrownBy(() -> Members.of(options(ELSEWHERE)))
        .hasMessageContaining("cluster.host")
        .hasMessageContaining(ELSEWHERE);
  }
}
