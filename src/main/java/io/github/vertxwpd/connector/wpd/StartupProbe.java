package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the start whether the connector class is there and may be used as this package uses
 * it. That no device is paired is no finding: the list is then empty.
 */
final class StartupProbe {
  private static final Logger LOG = LoggerFactory.getLogger(StartupProbe.class);

  /** With any other model COM makes a proxy, found by an interface id that two interfaces share. */
  private static final Set<String> FREE_OF_PROXIES = Set.of("both", "free");

  /**
   * The class is registered and its DLL has no class factory, is not found ({@code
   * ERROR_MOD_NOT_FOUND}), or is for another kind of processor ({@code ERROR_BAD_EXE_FORMAT}).
   */
  private static final Set<Hresult> DLL_UNUSABLE =
      Set.of(Hresult.CO_E_DLLNOTFOUND, new Hresult(0x8007007E), new Hresult(0x800700C1));

  private static final String NOT_INSTALLED_HINT =
      "An N edition of Windows needs the Media Feature Pack. Windows Server, and an LTSC edition"
          + " whose Windows Portable Devices package was removed, do not have the feature.";

  private final ComRuntime runtime;
  private final Apartment apartment;

  StartupProbe(ComRuntime runtime, Apartment apartment) {
    this.runtime = runtime;
    this.apartment = apartment;
  }

  /**
   * Checks the class's registration, then creates and releases an enumerator.
   *
   * @throws ProviderUnavailableException where devices cannot be reached, saying why
   */
  void run() throws ProviderUnavailableException {
    Optional<ComRuntime.InprocServer> server =
        runtime.inprocServer(WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS);
    if (server.isPresent()) {
      checkThreadingModel(server.get());
    }
    try {
      EnumPortableDeviceConnectors.create(apartment).close();
    } catch (NativeCallException e) {
      throw new ProviderUnavailableException(creationFailed(e, server));
    }
    if (server.isEmpty()) {
      LOG.warn("The connector class works, yet its registration cannot be read");
    }
  }

  private static void checkThreadingModel(ComRuntime.InprocServer server)
      throws ProviderUnavailableException {
    String model = server.threadingModel().orElse("none");
    LOG.info("WPD connectors come from {}, threading model {}", server.path(), model);
    if (!FREE_OF_PROXIES.contains(model.toLowerCase(Locale.ROOT))) {
      throw new ProviderUnavailableException(
          Problem.of(
                  ProblemCode.WPD_ERROR,
                  "The connector class is registered with the threading model "
                      + model
                      + ": it can be used from the multi-threaded apartment only with Both or"
                      + " Free")
              .withHint(
                  "Look at ThreadingModel under HKEY_CLASSES_ROOT\\CLSID\\"
                      + WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS
                      + "\\InprocServer32."));
    }
  }

  private Problem creationFailed(
      NativeCallException failure, Optional<ComRuntime.InprocServer> server) {
    Hresult status = failure.status();
    if (status.equals(Hresult.REGDB_E_CLASSNOTREG)) {
      return Problem.of(
              ProblemCode.WPD_NOT_INSTALLED,
              "This Windows does not have Windows Portable Devices: the connector class is not"
                  + " registered")
          .withHresult(status)
          .withHint(NOT_INSTALLED_HINT);
    }
    if (DLL_UNUSABLE.contains(status)) {
      String path = server.map(ComRuntime.InprocServer::path).orElse("unknown");
      return Problem.of(
              ProblemCode.WPD_ERROR,
              "The connector class is registered, but its DLL cannot be used: " + path)
          .withHresult(status)
          .withHint("Check that the file exists and is a 64-bit DLL; sfc /scannow repairs it.");
    }
    LOG.warn("{} returned {}", failure.call(), apartment.describe(status));
    return Problem.ofHresult(failure.call(), status);
  }
}
