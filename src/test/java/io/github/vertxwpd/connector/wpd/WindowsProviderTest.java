package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening the provider: what is told apart, and that a failure leaves nothing behind. */
class WindowsProviderTest {
  private final FakeWindows windows = new FakeWindows();

  private Problem refusal() {
    return catchThrowableOfType(
            ProviderUnavailableException.class,
            () -> new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}))
        .problem();
  }

  private void creationFails(Hresult status) {
    windows.failures.put(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS, status);
  }

  private void threadingModel(String model) {
    windows.registration =
        Optional.of(new ComRuntime.InprocServer(FakeWindows.DLL, Optional.ofNullable(model)));
  }

  @Test
  void isCalledWpd() {
    assertThat(new WindowsProvider().name()).isEqualTo("wpd");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "says what other systems answer")
  void offWindowsTheFeatureIsNotInstalled() {
    ProviderUnavailableException refusal =
        catchThrowableOfType(
            ProviderUnavailableException.class, () -> new WindowsProvider().open(() -> {}));
    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
    assertThat(refusal.problem().detail()).contains("on Windows only");
  }

  @Test
  void noPairedDeviceIsAnEmptyListAndNoFailure() throws Exception {
    try (Connector connector =
        new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {})) {
      assertThat(connector.pairedDevices()).isEmpty();
    }
    windows.assertLeftAsFound();
    assertThat(windows.initialized).isEqualTo(1);
  }

  @Test
  void aClassThatIsNotRegisteredMeansNotInstalledAndSaysWhatHelps() {
    windows.registration = Optional.empty();
    creationFails(Hresult.REGDB_E_CLASSNOTREG);
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
    assertThat(problem.hresult()).contains(Hresult.REGDB_E_CLASSNOTREG);
    assertThat(problem.hint().orElseThrow())
        .contains("Media Feature Pack")
        .contains("Server")
        .contains("LTSC");
    windows.assertLeftAsFound();
    assertThat(windows.initialized).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x800401F8, 0x8007007E, 0x800700C1})
  void aDllThatCannotBeUsedIsToldApart(int status) {
    creationFails(new Hresult(status));
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(ProblemCode.WPD_ERROR);
    assertThat(problem.detail()).contains(FakeWindows.DLL);
    assertThat(problem.hresult()).contains(new Hresult(status));
    windows.assertLeftAsFound();
  }

  @Test
  void deniedAccessIsDeniedAccess() {
    creationFails(Hresult.E_ACCESSDENIED);
    assertThat(refusal().code()).isEqualTo(ProblemCode.ACCESS_DENIED);
    windows.assertLeftAsFound();
  }

  @Test
  void anApartmentThreadedClassIsRefusedBeforeItIsCreated() {
    threadingModel("Apartment");
    Problem problem = refusal();
    assertThat(problem.code()).isEqualTo(ProblemCode.WPD_ERROR);
    assertThat(problem.detail()).contains("threading model Apartment");
    assertThat(windows.objectsCreated()).isZero();
    windows.assertLeftAsFound();
  }

  @Test
  void aClassWithoutAThreadingModelIsRefused() {
    threadingModel(null);
    assertThat(refusal().detail()).contains("threading model none");
    windows.assertLeftAsFound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Both", "both", "Free"})
  void aClassFreeOfProxiesIsUsed(String model) throws Exception {
    threadingModel(model);
    new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}).close();
    windows.assertLeftAsFound();
  }

  @Test
  void aRegistrationThatCannotBeReadDoesNotStopAClassThatWorks() throws Exception {
    windows.registration = Optional.empty();
    new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}).close();
    windows.assertLeftAsFound();
  }

  @Test
  void aThreadThatIsInTheApartmentAlreadyIsBalancedToo() throws Exception {
    windows.initializeStatus = Hresult.S_FALSE;
    new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}).close();
    assertThat(windows.uninitialized).isEqualTo(1);
  }

  @Test
  void aThreadInAnotherApartmentIsRefusedAndNotBalanced() {
    windows.initializeStatus = Hresult.RPC_E_CHANGED_MODE;
    Problem problem = refusal();
    assertThat(problem.hresult()).contains(Hresult.RPC_E_CHANGED_MODE);
    assertThat(problem.hint()).isPresent();
    assertThat(windows.uninitialized).isZero();
  }

  @Test
  void aMissingDeviceManagerIsTolerated() throws Exception {
    windows.failures.put(WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER, Hresult.REGDB_E_CLASSNOTREG);
    new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}).close();
    windows.assertLeftAsFound();
  }

  @Test
  void aWindowsThatDoesNotTellOfChangesIsUsedAllTheSame() throws Exception {
    windows.notifications.missing();
    try (Connector connector =
        new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {})) {
      assertThat(connector.pairedDevices()).isEmpty();
      assertThat(connector.pairedDevices()).isEmpty();
    }
    assertThat(windows.manager.state.refreshes).isEqualTo(2);
    windows.assertLeftAsFound();
  }

  @Test
  void whereNothingCanBeOpenedNoChangeIsAskedFor() {
    creationFails(Hresult.REGDB_E_CLASSNOTREG);
    assertThat(refusal().code()).isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
    assertThat(windows.calls).doesNotContain("CM_Register_Notification");
  }

  @Test
  void itCanBeOpenedAgainAfterAFailure() throws Exception {
    creationFails(Hresult.REGDB_E_CLASSNOTREG);
    assertThat(refusal().retryable()).isTrue();
    windows.failures.clear();
    new WindowsProvider(windows, windows::nanoTime, windows::radios).open(() -> {}).close();
    windows.assertLeftAsFound();
    assertThat(windows.initialized).isEqualTo(2);
  }
}
