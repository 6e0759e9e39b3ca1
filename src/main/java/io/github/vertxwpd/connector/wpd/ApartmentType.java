package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.model.Hresult;

/**
 * What {@code CoGetApartmentType} answers, in words. Source: {@code APTTYPE} and {@code
 * APTTYPEQUALIFIER} of the Windows SDK's {@code objidlbase.h}.
 */
final class ApartmentType {
  private static final int STA = 0;
  private static final int MTA = 1;
  private static final int NEUTRAL = 2;
  private static final int MAIN_STA = 3;
  private static final int IMPLICIT_MTA = 1;

  private ApartmentType() {}

  static String describe(int status, int type, int qualifier) {
    Hresult result = new Hresult(status);
    if (result.equals(Hresult.CO_E_NOTINITIALIZED)) {
      return "none";
    }
    if (!result.succeeded()) {
      return "not known (" + result + ")";
    }
    return switch (type) {
      case STA -> "single-threaded";
      case MTA ->
          qualifier == IMPLICIT_MTA
              ? "multi-threaded, without having entered it"
              : "multi-threaded";
      case NEUTRAL -> "neutral";
      case MAIN_STA -> "single-threaded, the main one";
      default -> "not known (type " + type + ", qualifier " + qualifier + ")";
    };
  }
}
