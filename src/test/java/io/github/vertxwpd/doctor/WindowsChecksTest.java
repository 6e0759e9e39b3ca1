package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertSkipped;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static io.github.vertxwpd.doctor.Findings.named;
import static io.github.vertxwpd.doctor.Findings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.wpd.WindowsSystem.Account;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Radios;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Service;
import io.github.vertxwpd.connector.wpd.WindowsSystem.ServiceStart;
import io.github.vertxwpd.connector.wpd.WindowsSystem.ServiceState;
import io.github.vertxwpd.connector.wpd.WindowsSystem.WpdClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Windows, on a Windows that answers as a test wants. */
class WindowsChecksTest {
  private final FakeWindowsSystem windows = new FakeWindowsSystem();

  private Finding edition() throws Exception {
    return only(new EditionCheck(windows));
  }

  private Finding feature(String name) throws Exception {
    return named(name, new FeatureCheck(windows));
  }

  private Finding service(String name) throws Exception {
    return named(name, new ServiceCheck(windows));
  }

  private Finding session(String sid, int session) throws Exception {
    windows.account = Optional.of(new Account("WARD5\\x", sid, session, false));
    return only(new AccountCheck(windows));
  }

  private static Service service(ServiceState state, ServiceStart start) {
    return new Service(state, start);
  }

  @Test
  void aHealthyWindowsIsOkThroughout() throws Exception {
    for (Check check :
        List.of(
            new EditionCheck(windows),
            new FeatureCheck(windows),
            new ServiceCheck(windows),
            new RadioCheck(windows),
            new AccountCheck(windows),
            new ChangesCheck(windows),
            new SearchIntervalCheck(windows))) {
      assertThat(check.run()).allSatisfy(finding -> assertOk(finding));
    }
  }

  @Test
  void theEditionIsNamedAsPeopleKnowIt() throws Exception {
    assertOk(edition(), "Windows 11 Pro (Professional), version 23H2, build 22631");

    windows.texts.put(WindowsEdition.KEY + "\\CurrentBuildNumber", "19045");
    assertOk(edition(), "Windows 10 Pro");

    windows.texts.clear();
    assertOk(edition(), "Windows (unknown), version unknown, build 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProfessionalN", "CoreN", "EnterpriseKN", "EnterpriseSNEval"})
  void anEditionWithoutMediaIsAWarningUntilThePackIsInstalled(String id) throws Exception {
    windows.edition("Windows 10 Pro N", id, "Client");
    assertOk(edition());

    windows.classes.clear();
    assertWarning(edition(), "Media Feature Pack");
    assertError(feature("wpd"), "Media Feature Pack");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Education", "Professional", "CoreCountrySpecific", "Enterprise"})
  void otherEditionsHaveTheMediaFeatures(String id) throws Exception {
    windows.edition("Windows 10", id, "Client");
    windows.classes.clear();

    assertOk(edition());
    assertError(feature("wpd"), "sfc /scannow");
  }

  @Test
  void aServerIsAWarning() throws Exception {
    windows.edition("Windows Server 2022 Standard", "ServerStandard", "Server Core");

    assertWarning(edition(), "an edition for clients");
  }

  @Test
  void aLongTermEditionWhosePackageWasRemovedIsInstalledAnew() throws Exception {
    windows.edition("Windows 10 IoT Enterprise LTSC 2021", "IoTEnterpriseS", "Client");
    windows.classes.clear();

    assertError(feature("wpd"), "Microsoft-Windows-Portable-Devices");
  }

  @Test
  void aClassThatIsNotRegisteredIsAnErrorThatNamesIt() throws Exception {
    windows.classes.remove(WpdClass.CONNECTORS);

    assertThat(feature("wpd").message())
        .contains("{A1570149-E645-4F43-8B0D-409B061DB2FC}", "not registered");
  }

  @Test
  void aClassWhoseDllIsMissingIsAnError() throws Exception {
    windows.classes.put(WpdClass.CONNECTORS, FakeWindowsSystem.registration("Both", false));

    assertError(feature("wpd"), "sfc /scannow");
  }

  @ParameterizedTest
  @CsvSource({"Both,ok", "free,ok", "Apartment,error", "Neutral,error", ",error"})
  void theThreadingModelIsMeasuredAndMustNotNeedAProxy(String model, String status)
      throws Exception {
    windows.classes.put(WpdClass.CONNECTORS, FakeWindowsSystem.registration(model, true));

    Finding finding = feature("wpd");

    assertThat(finding.status().wireName()).isEqualTo(status);
    assertThat(finding.details().getString("threadingModel"))
        .isEqualTo(model == null ? "none" : model);
  }

  @Test
  void whatIsLessThanTheConnectorsIsAWarning() throws Exception {
    windows.classes.remove(WpdClass.DEVICE_MANAGER);
    windows.files.clear();

    assertWarning(feature("wpd-manager"), "sfc");
    assertWarning(feature("wpd-driver"), "sfc");
    assertOk(feature("wpd"), "threading model Both");
  }

  @Test
  void theBluetoothServiceMustRun() throws Exception {
    assertOk(service("service-bthserv"));

    windows.services.put("bthserv", service(ServiceState.STOPPED, ServiceStart.MANUAL));
    assertWarning(service("service-bthserv"), "net start bthserv");

    windows.services.put("bthserv", service(ServiceState.STOPPED, ServiceStart.DISABLED));
    assertError(service("service-bthserv"), "sc config bthserv start= demand");

    windows.services.put("bthserv", service(ServiceState.UNKNOWN, ServiceStart.UNKNOWN));
    assertSkipped(service("service-bthserv"), "may not ask");

    windows.services.clear();
    assertError(service("service-bthserv"), "radio");
  }

  @Test
  void theEnumeratorMayBeStoppedAndMustNotBeDisabled() throws Exception {
    assertOk(service("service-wpdbusenum"), "starts on demand");

    windows.services.put("WPDBusEnum", service(ServiceState.RUNNING, ServiceStart.MANUAL));
    assertOk(service("service-wpdbusenum"), "runs");

    windows.services.put("WPDBusEnum", service(ServiceState.STOPPED, ServiceStart.DISABLED));
    assertWarning(service("service-wpdbusenum"), "sc config WPDBusEnum start= demand");

    windows.services.put("WPDBusEnum", service(ServiceState.UNKNOWN, ServiceStart.MANUAL));
    assertSkipped(service("service-wpdbusenum"), "may not ask");

    windows.services.clear();
    assertWarning(service("service-wpdbusenum"), "sfc");
  }

  @ParameterizedTest
  @EnumSource(ServiceState.class)
  void everyStateOfTheBluetoothServiceIsAFinding(ServiceState state) throws Exception {
    windows.services.put("bthserv", service(state, ServiceStart.MANUAL));

    assertThat(service("service-bthserv").status()).isNotEqualTo(Status.ERROR);
  }

  @Test
  void withoutARadioNoDeviceIsReached() throws Exception {
    assertOk(only(new RadioCheck(windows)), "Intel Wireless Bluetooth");

    windows.radios = new Radios(List.of(), Optional.empty());
    assertError(only(new RadioCheck(windows)), "switch it on");

    windows.radios = new Radios(List.of(), Optional.of("error 1062"));
    assertWarning(only(new RadioCheck(windows)), "bthserv");
    assertThat(only(new RadioCheck(windows)).message()).contains("error 1062");
  }

  @Test
  void inASessionOfAPersonItIsSaidThatAServiceHasAnother() throws Exception {
    assertOk(session("S-1-5-21-1-2-3-1001", 1), "session 1", "WARD5\\x", "session 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S-1-5-19", "S-1-5-20", "S-1-5-80-1-2-3-4-5"})
  void inSessionZeroAnAccountForServicesIsGood(String sid) throws Exception {
    assertOk(session(sid, 0), "session 0");
  }

  @Test
  void inSessionZeroOtherAccountsAreAWarning() throws Exception {
    assertWarning(session("S-1-5-18", 0), "LocalService");
    assertWarning(session("S-1-5-21-1-2-3-1001", 0), "password");
  }

  @Test
  void anAccountThatIsNotToldIsSkipped() throws Exception {
    windows.account = Optional.empty();

    assertSkipped(only(new AccountCheck(windows)));
  }

  @Test
  void aWindowsThatDoesNotTellOfChangesIsAWarning() throws Exception {
    windows.tellsOfChanges = false;

    assertWarning(only(new ChangesCheck(windows)), "wpd.pollIntervalMs");
  }

  @Test
  void theSearchIntervalIsTheDocumentedDefaultUntilItIsSet() throws Exception {
    Finding unset = only(new SearchIntervalCheck(windows));
    assertOk(unset, "every 120 s on mains", "every 240 s on battery", "documented defaults");
    assertThat(unset.details().getBoolean("set")).isFalse();

    String key = "SYSTEM\\CurrentControlSet\\Services\\WPDBusEnum\\Parameters\\";
    windows.numbers.put(key + "BTSearchIntervalOnAC", 0);
    windows.numbers.put(key + "BTSearchIntervalOnDC", 60);
    Finding set = only(new SearchIntervalCheck(windows));
    assertOk(set, "never on mains", "every 60 s on battery");
    assertThat(set.details().getInteger("onMainsSeconds")).isZero();
  }
}
