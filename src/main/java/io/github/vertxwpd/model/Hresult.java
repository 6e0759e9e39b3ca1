package io.github.vertxwpd.model;

import java.util.HexFormat;
import java.util.Map;

/**
 * A COM status code.
 *
 * <p>Names and texts are those of {@code winerror.h} and of the WPD error constants ({@code
 * learn.microsoft.com/windows/win32/wpd_sdk/error-constants}).
 *
 * @param value the 32 bits; negative means failure
 */
public record Hresult(int value) {
  /** Success. */
  public static final Hresult S_OK = new Hresult(0);

  /** Success with a "no": for an enumerator, fewer elements than asked for. */
  public static final Hresult S_FALSE = new Hresult(1);

  /** The call is not implemented. */
  public static final Hresult E_NOTIMPL = new Hresult(0x80004001);

  /** The object does not have that interface. */
  public static final Hresult E_NOINTERFACE = new Hresult(0x80004002);

  /** A pointer is null that must not be. */
  public static final Hresult E_POINTER = new Hresult(0x80004003);

  /** The request was aborted; one of three codes that mean "cancelled". */
  public static final Hresult E_ABORT = new Hresult(0x80004004);

  /** Unspecified failure. */
  public static final Hresult E_FAIL = new Hresult(0x80004005);

  /** Access is denied: group policy or a device's access control list. */
  public static final Hresult E_ACCESSDENIED = new Hresult(0x80070005);

  /** The COM class is not registered: the WPD feature is not installed. */
  public static final Hresult REGDB_E_CLASSNOTREG = new Hresult(0x80040154);

  /** COM is not initialised on this thread. */
  public static final Hresult CO_E_NOTINITIALIZED = new Hresult(0x800401F0);

  /** The COM class is registered, its DLL cannot be used. */
  public static final Hresult CO_E_DLLNOTFOUND = new Hresult(0x800401F8);

  /** The thread is in another kind of apartment. */
  public static final Hresult RPC_E_CHANGED_MODE = new Hresult(0x80010106);

  /** Not found; from {@code Cancel}: no such request is pending, or it was cancelled before. */
  public static final Hresult ERROR_NOT_FOUND = new Hresult(0x80070490);

  /** The device has no such string. */
  public static final Hresult ERROR_INVALID_DATA = new Hresult(0x8007000D);

  /** The buffer is too small. */
  public static final Hresult ERROR_INSUFFICIENT_BUFFER = new Hresult(0x8007007A);

  /** The request was cancelled. */
  public static final Hresult ERROR_CANCELLED = new Hresult(0x800704C7);

  /** The request was cancelled; the I/O subsystem's word for it. */
  public static final Hresult ERROR_OPERATION_ABORTED = new Hresult(0x800703E3);

  /** The device is busy. */
  public static final Hresult ERROR_BUSY = new Hresult(0x800700AA);

  /** The device does not answer. */
  public static final Hresult E_WPD_DEVICE_IS_HUNG = new Hresult(0x802A0006);

  private record Known(String name, String text, boolean retryable) {}

  private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

  private static final Map<Integer, Known> KNOWN =
      Map.ofEntries(
          known(0x00000000, "S_OK", "The operation succeeded.", false),
          known(0x00000001, "S_FALSE", "There are no more elements.", false),
          known(0x80004001, "E_NOTIMPL", "Not implemented.", false),
          known(0x80004002, "E_NOINTERFACE", "No such interface is supported.", false),
          known(0x80004003, "E_POINTER", "A pointer is not valid.", false),
          known(0x80004004, "E_ABORT", "The operation was aborted.", true),
          known(0x80004005, "E_FAIL", "Unspecified failure.", true),
          known(0x8000FFFF, "E_UNEXPECTED", "Catastrophic failure.", true),
          known(0x80010106, "RPC_E_CHANGED_MODE", "The thread is in another apartment.", false),
          known(0x80040154, "REGDB_E_CLASSNOTREG", "The class is not registered.", true),
          known(0x800401F0, "CO_E_NOTINITIALIZED", "COM is not initialised.", false),
          known(0x800401F8, "CO_E_DLLNOTFOUND", "The class's DLL was not found.", true),
          known(0x80070002, "ERROR_FILE_NOT_FOUND", "The device is gone.", true),
          known(0x80070005, "E_ACCESSDENIED", "Access is denied.", false),
          known(0x8007000D, "ERROR_INVALID_DATA", "The data is invalid.", false),
          known(0x8007000E, "E_OUTOFMEMORY", "Out of memory.", true),
          known(0x80070015, "ERROR_NOT_READY", "The device is not ready.", true),
          known(0x8007001F, "ERROR_GEN_FAILURE", "The device does not work.", true),
          known(0x80070032, "ERROR_NOT_SUPPORTED", "The request is not supported.", false),
          known(0x80070057, "E_INVALIDARG", "An argument is not valid.", false),
          known(0x80070079, "ERROR_SEM_TIMEOUT", "The driver timed out.", true),
          known(0x8007007A, "ERROR_INSUFFICIENT_BUFFER", "The buffer is too small.", false),
          known(0x800700AA, "ERROR_BUSY", "The device is in use.", true),
          known(0x800703E3, "ERROR_OPERATION_ABORTED", "The request was aborted.", true),
          known(0x8007045D, "ERROR_IO_DEVICE", "The device reported an I/O error.", true),
          known(0x8007048F, "ERROR_DEVICE_NOT_CONNECTED", "The device is not connected.", true),
          known(0x80070490, "ERROR_NOT_FOUND", "Element not found.", false),
          known(0x800704C7, "ERROR_CANCELLED", "The request was cancelled.", true),
          known(0x800705B4, "ERROR_TIMEOUT", "The request timed out.", true),
          known(0x80070964, "ERROR_DEVICE_IN_USE", "The device is in use by a program.", true),
          known(0x8007274C, "WSAETIMEDOUT", "The connection attempt timed out.", true),
          known(0x802A0001, "E_WPD_DEVICE_ALREADY_OPENED", "The device is already open.", true),
          known(0x802A0002, "E_WPD_DEVICE_NOT_OPEN", "The device is not open.", true),
          known(0x802A0006, "E_WPD_DEVICE_IS_HUNG", "The device does not respond.", true));

  private static Map.Entry<Integer, Known> known(
      int value, String name, String text, boolean retryable) {
    return Map.entry(value, new Known(name, text, retryable));
  }

  /** Returns whether the code means success, {@code S_FALSE} included. */
  public boolean succeeded() {
    return value >= 0;
  }

  /** Returns whether the code is one of the three that a cancelled request completes with. */
  public boolean meansCancelled() {
    return equals(ERROR_CANCELLED) || equals(ERROR_OPERATION_ABORTED) || equals(E_ABORT);
  }

  /** Returns whether the same request may succeed when it is sent again later. */
  public boolean retryable() {
    Known known = KNOWN.get(value);
    return known == null || known.retryable();
  }

  /**
   * Returns the code as it is written in headers and search engines, such as {@code 0x80070490}.
   */
  public String hex() {
    return "0x" + DIGITS.toHexDigits(value);
  }

  /**
   * Returns the code's name, such as {@code ERROR_NOT_FOUND}; where it has none known here, its
   * hexadecimal form.
   */
  public String name() {
    Known known = KNOWN.get(value);
    return known == null ? hex() : known.name();
  }

  /** Returns a sentence that says what the code means. */
  public String text() {
    Known known = KNOWN.get(value);
    if (known != null) {
      return known.text();
    }
    return succeeded() ? "Success." : "no text is known for this code.";
  }

  /**
   * Reads a code written as {@link #hex()} writes it.
   *
   * @throws IllegalArgumentException where the text is not {@code 0x} and up to eight hexadecimal
   *     digits
   */
  public static Hresult parse(String text) {
    if (!text.matches("0[xX][0-9a-fA-F]{1,8}")) {
      throw new IllegalArgumentException("not an HRESULT such as 0x80070005: " + text);
    }
    return new Hresult(Integer.parseUnsignedInt(text.substring(2), 16));
  }

  @Override
  public String toString() {
    return name().equals(hex()) ? hex() : hex() + " " + name();
  }
}
