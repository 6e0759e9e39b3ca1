package io.github.vertxwpd.connector.simulated;

import java.util.List;
import java.util.Locale;

/**
 * What a simulated device is: fixed by its number alone.
 *
 * @param pnpId the id that Windows would know it by
 * @param name its friendly name
 * @param manufacturer who made it
 * @param description what it is
 */
record SimulatedIdentity(String pnpId, String name, String manufacturer, String description) {
  /**
   * How the PnP id begins: a service of a Bluetooth device, by the maker of the local radio. The
   * service is the one in the hardware ids of {@code BthMtpEnum}.
   */
  private static final String SERVICE =
      "\\\\?\\BTHENUM#{9518e5ca-f6af-464b-9907-a97433641968}_LOCALMFG&000f#7&1a2b3c4d&0&";

  /** How it ends, after the device's address: {@code GUID_DEVINTERFACE_WPD}. */
  private static final String INTERFACE = "_C00000000#{6ac27878-a6fa-4155-ba85-f98f491d4f33}";

  /** The last three bytes of the first device's address. */
  private static final int FIRST_ADDRESS = 0xD3E4F5;

  /**
   * Odd, so that the addresses of up to 2^24 devices are distinct, and large, so that neighbours do
   * not look alike.
   */
  private static final int ADDRESS_STEP = 0x9E3779;

  private static final int ADDRESS_MASK = 0xFFFFFF;

  /**
   * A kind of device.
   *
   * @param prefix the first three bytes of its address; made up
   */
  private record Model(String prefix, String manufacturer, String name, String description) {}

  private static final List<Model> MODELS =
      List.of(
          new Model("A0B1C2", "Canon", "Canon EOS", "MTP camera"),
          new Model("84248D", "Zebra Technologies", "Zebra TC57", "MTP barcode scanner"),
          new Model("6C2779", "Microsoft", "Lumia 950", "MTP phone"),
          new Model("006037", "Testo", "testo 184 T3", "MTP data logger"),
          new Model("0010EF", "Honeywell", "Honeywell CT60", "MTP barcode scanner"),
          new Model("8C71F8", "Samsung", "Galaxy XCover", "MTP phone"),
          new Model("9CE635", "Nikon", "Nikon D7500", "MTP camera"),
          new Model("54F82A", "Onset", "HOBO MX1101", "MTP data logger"),
          new Model("40B034", "Datalogic", "Datalogic Memor 10", "MTP barcode scanner"),
          new Model("B4527D", "Sony", "Xperia Z5", "MTP phone"),
          new Model("1098C3", "Olympus", "OM-D E-M1", "MTP camera"),
          new Model("00A096", "Vaisala", "Vaisala HM70", "MTP data logger"));

  /**
   * Returns the identity of a device.
   *
   * @param number its number, from 1
   */
  static SimulatedIdentity of(int number) {
    Model model = MODELS.get((number - 1) % MODELS.size());
    int address = (FIRST_ADDRESS + (number - 1) * ADDRESS_STEP) & ADDRESS_MASK;
    return new SimulatedIdentity(
        SERVICE + model.prefix() + String.format(Locale.ROOT, "%06X", address) + INTERFACE,
        name(model, 1 + (number - 1) / MODELS.size()),
        model.manufacturer(),
        model.description());
  }

  private static String name(Model model, int ordinal) {
    return ordinal == 1 ? model.name() : "%s (%d)".formatted(model.name(), ordinal);
  }
}
