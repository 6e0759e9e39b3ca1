package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What stands in native memory, byte for byte. */
class NativeLayoutTest {
  @Test
  void aGuidHasItsFirstThreeGroupsLittleEndianAndTheRestAsWritten() {
    try (Memory memory = new Memory(Guid.SIZE)) {
      WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS.write(memory);
      assertThat(hex(memory)).isEqualTo("490157a145e6434f8b0d409b061db2fc");
      assertThat(Guid.read(memory)).isEqualTo(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS);
    }
  }

  @Test
  void aGuidIsWrittenAsTheRegistryWritesIt() {
    assertThat(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS)
        .hasToString("{A1570149-E645-4F43-8B0D-409B061DB2FC}");
  }

  @Test
  void aPropertyKeyIsTwentyBytesWithItsNumberAtSixteen() {
    assertThat(PropertyKey.SIZE).isEqualTo(20);
    try (Memory memory = new Memory(PropertyKey.SIZE)) {
      PropertyKey.IS_CONNECTED.write(memory);
      assertThat(hex(memory)).isEqualTo("fa3712ea9d58724484e40abe36fd62ef02000000");
    }
  }

  @Test
  void textIsSixteenBitLittleEndianAndEndsWithZero() {
    try (Memory memory = WideText.allocate("Kö\uD83D\uDCF7")) {
      assertThat(hex(memory)).isEqualTo("4b00f6003dd8f7dc0000");
      assertThat(WideText.read(memory, 100)).isEqualTo("Kö\uD83D\uDCF7");
    }
  }

  @Test
  void textWithoutAnEndIsReadNoFurtherThanAllowed() {
    try (Memory memory = WideText.allocate("abcdef")) {
      assertThat(WideText.read(memory, 3)).isEqualTo("abc");
    }
  }

  @Test
  void aBooleanPropertyIsTrueForEveryByteExceptZero() {
    try (Memory memory = new Memory(1)) {
      memory.setByte(0, (byte) -1);
      assertThat(PropertyValue.decode(0x11, memory, 1)).isEqualTo(new PropertyValue.Flag(true));
      memory.setByte(0, (byte) 1);
      assertThat(PropertyValue.decode(0x11, memory, 1)).isEqualTo(new PropertyValue.Flag(true));
      memory.setByte(0, (byte) 0);
      assertThat(PropertyValue.decode(0x11, memory, 1)).isEqualTo(new PropertyValue.Flag(false));
    }
  }

  @Test
  void aStringPropertyWithoutATerminatorEndsWithItsBytes() {
    try (Memory memory = WideText.allocate("abc")) {
      assertThat(PropertyValue.decode(0x12, memory, 4)).isEqualTo(new PropertyValue.Text("ab"));
    }
  }

  @Test
  void aPropertyOfAnotherTypeOrWithoutBytesOrFarTooLongIsNotDecoded() {
    try (Memory memory = new Memory(4)) {
      assertThat(PropertyValue.decode(0x07, memory, 4))
          .isEqualTo(new PropertyValue.Undecoded(0x07, 4));
      assertThat(PropertyValue.decode(0x11, memory, 0))
          .isEqualTo(new PropertyValue.Undecoded(0x11, 0));
      assertThat(PropertyValue.decode(0x11, null, 1))
          .isEqualTo(new PropertyValue.Undecoded(0x11, 1));
      assertThat(PropertyValue.decode(0x12, memory, -1))
          .isEqualTo(new PropertyValue.Undecoded(0x12, -1));
      assertThat(PropertyValue.decode(0x12, memory, 70_000))
          .isEqualTo(new PropertyValue.Undecoded(0x12, 70_000));
    }
  }

  private static String hex(Memory memory) {
    return HexFormat.of().formatHex(memory.getByteArray(0, (int) memory.size()));
  }
}
