package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.model.Hresult;
import org.junit.jupiter.api.Test;

/** One thread's membership of the apartment. */
class ApartmentTest {
  private final FakeWindows windows = new FakeWindows();

  @Test
  void aCodeIsDescribedWithTheSystemsTextWhereThereIsOne() throws NativeCallException {
    windows.texts.put(Hresult.E_ACCESSDENIED, "Zugriff verweigert");
    try (Apartment apartment = Apartment.enter(windows)) {
      assertThat(apartment.describe(Hresult.E_ACCESSDENIED))
          .isEqualTo("0x80070005 E_ACCESSDENIED: Zugriff verweigert");
      assertThat(apartment.describe(Hresult.E_ABORT))
          .isEqualTo("0x80004004 E_ABORT: The operation was aborted.");
    }
  }

  @Test
  void aThreadThatCannotEnterHasNothingToLeave() {
    windows.initializeStatus = Hresult.RPC_E_CHANGED_MODE;
    NativeCallException failure =
        catchThrowableOfType(NativeCallException.class, () -> Apartment.enter(windows));
    assertThat(failure.call()).isEqualTo("CoInitializeEx");
    assertThat(windows.uninitialized).isZero();
  }

  @Test
  void leavingTwiceIsLeavingOnce() throws NativeCallException {
    Apartment apartment = Apartment.enter(windows);
    apartment.close();
    apartment.close();
    assertThat(windows.uninitialized).isEqualTo(1);
  }

  @Test
  void freeingNothingIsAllowed() throws NativeCallException {
    try (Apartment apartment = Apartment.enter(windows)) {
      apartment.free(null);
    }
    windows.assertLeftAsFound();
  }
}
