package io.github.vertxwpd.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The immutable, URL-safe id of a device: {@code bt-<12 hex>} from the Bluetooth address in its PnP
 * id, else {@code pnp-<16 hex>}, the start of SHA-256 over the upper-cased PnP id.
 *
 * @param value the id as it stands in JSON and in URLs
 */
public record DeviceId(String value) {
  /**
   * The Bluetooth address in the instance part of a {@code BTHENUM} id ({@code
   * …&A0B1C2D3E4F5_C00000000}) or in a device node's own ({@code BTHENUM\DEV_A0B1C2D3E4F5\…}). A
   * GUID's last group has twelve hexadecimal digits too, so that twelve digits alone are not
   * enough.
   */
  private static final Pattern BLUETOOTH_ADDRESS =
      Pattern.compile(
          "[&_#\\\\]([0-9A-F]{12})_C[0-9A-F]{8}(?![0-9A-F])|DEV_([0-9A-F]{12})(?![0-9A-F])");

  private static final int HASH_BYTES = 8;

  /**
   * Derives the id of a device.
   *
   * @param pnpId the id that {@code IPortableDeviceConnector::GetPnPID} gave; case does not matter
   */
  public static DeviceId of(String pnpId) {
    return bluetoothAddress(pnpId)
        .map(address -> new DeviceId("bt-" + address))
        .orElseGet(() -> hashed(pnpId));
  }

  /**
   * Finds the Bluetooth address in a PnP id or a device-interface path.
   *
   * @param pnpId the id or path; case does not matter
   * @return the address as twelve lower-case hexadecimal digits; empty where the id carries none
   */
  public static Optional<String> bluetoothAddress(String pnpId) {
    Matcher matcher = BLUETOOTH_ADDRESS.matcher(pnpId.toUpperCase(Locale.ROOT));
    if (!matcher.find()) {
      return Optional.empty();
    }
    String address = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return Optional.of(address.toLowerCase(Locale.ROOT));
  }

  /**
   * Derives the id that does not depend on a Bluetooth address, for the rare second connector of
   * one address.
   *
   * @param pnpId the id that {@code IPortableDeviceConnector::GetPnPID} gave; case does not matter
   */
  public static DeviceId hashed(String pnpId) {
    byte[] digest = sha256(pnpId.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return new DeviceId("pnp-" + HexFormat.of().formatHex(digest, 0, HASH_BYTES));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
