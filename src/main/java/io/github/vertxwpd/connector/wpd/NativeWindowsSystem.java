package io.github.vertxwpd.connector.wpd;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Kernel32Util;
import com.sun.jna.platform.win32.W32Service;
import com.sun.jna.platform.win32.W32ServiceManager;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.ptr.IntByReference;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This machine. No DLL is touched before the first question, so that the class can be loaded on
 * every system.
 */
public final class NativeWindowsSystem implements WindowsSystem {
  private static final String BLUETOOTH_SERVICE = "bthserv";
  private static final String SERVICES = "SYSTEM\\CurrentControlSet\\Services\\";

  /** The values of {@code Start} below a service's key; drivers have smaller ones. */
  private static final int START_AUTOMATIC = 2;

  private static final int START_MANUAL = 3;
  private static final int START_DISABLED = 4;

  private final ComRuntime runtime = new WindowsRuntime();

  /** Makes the questions to this machine. */
  public NativeWindowsSystem() {}

  @Override
  public boolean isWindows() {
    return Platform.isWindows();
  }

  @Override
  public Optional<String> obstacle() {
    return runtime.obstacle();
  }

  @Override
  public Optional<String> text(String key, String name) {
    return answer(() -> Advapi32Util.registryGetStringValue(WinReg.HKEY_LOCAL_MACHINE, key, name));
  }

  @Override
  public Optional<Integer> number(String key, String name) {
    return answer(() -> Advapi32Util.registryGetIntValue(WinReg.HKEY_LOCAL_MACHINE, key, name));
  }

  /** What is missing, of another type or not for this account is no answer. */
  private static <T> Optional<T> answer(Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (RuntimeException | LinkageError none) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hasFile(String path) {
    return Files.exists(directory().resolve(path.replace('\\', '/')));
  }

  private static Path directory() {
    return Path.of(Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows"));
  }

  @Override
  public Optional<Registration> registration(WpdClass wanted) {
    return runtime
        .inprocServer(wanted.guid())
        .map(
            server -> {
              String dll = expanded(server.path());
              return new Registration(dll, exists(dll), server.threadingModel());
            });
  }

  private static String expanded(String path) {
    String unquoted = path.replace("\"", "").strip();
    return answer(() -> Kernel32Util.expandEnvironmentStrings(unquoted)).orElse(unquoted);
  }

  /** A name without a directory is looked for where Windows looks for it. */
  private static boolean exists(String dll) {
    try {
      return Files.exists(directory().resolve("System32").resolve(dll));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public Optional<Service> service(String name) {
    ServiceStart start =
        switch (number(SERVICES + name, "Start").orElse(-1)) {
          case START_DISABLED -> ServiceStart.DISABLED;
          case START_MANUAL -> ServiceStart.MANUAL;
          case 0, 1, START_AUTOMATIC -> ServiceStart.AUTOMATIC;
          default -> ServiceStart.UNKNOWN;
        };
    try (W32ServiceManager services = new W32ServiceManager()) {
      services.open(Winsvc.SC_MANAGER_CONNECT);
      return Optional.of(new Service(state(services, name), start));
    } catch (Win32Exception e) {
      return e.getErrorCode() == WinError.ERROR_SERVICE_DOES_NOT_EXIST
          ? Optional.empty()
          : Optional.of(new Service(ServiceState.UNKNOWN, start));
    } catch (LinkageError noServicesHere) {
      return Optional.empty();
    }
  }

  private static ServiceState state(W32ServiceManager services, String name) {
    try (W32Service service = services.openService(name, Winsvc.SERVICE_QUERY_STATUS)) {
      return switch (service.queryStatus().dwCurrentState) {
        case Winsvc.SERVICE_RUNNING -> ServiceState.RUNNING;
        case Winsvc.SERVICE_STOPPED -> ServiceState.STOPPED;
        default -> ServiceState.CHANGING;
      };
    }
  }

  /**
   * {@inheritDoc} A Windows without the service may have the library with nothing behind it: a call
   * then ends the process.
   */
  @Override
  public Radios radios() {
    return service(BLUETOOTH_SERVICE).isPresent()
        ? BluetoothRadios.find()
        : new Radios(
            List.of(), Optional.of("the service " + BLUETOOTH_SERVICE + " is not installed"));
  }

  @Override
  public Optional<Account> account() {
    return answer(NativeWindowsSystem::currentAccount);
  }

  private static Account currentAccount() {
    Kernel32 kernel = Kernel32.INSTANCE;
    IntByReference session = new IntByReference();
    HANDLEByReference token = new HANDLEByReference();
    if (!kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), session)
        || !Advapi32.INSTANCE.OpenProcessToken(
            kernel.GetCurrentProcess(), WinNT.TOKEN_QUERY, token)) {
      throw new Win32Exception(kernel.GetLastError());
    }
    try {
      Advapi32Util.Account account = Advapi32Util.getTokenAccount(token.getValue());
      boolean elevated = answer(Advapi32Util::isCurrentProcessElevated).orElse(false);
      return new Account(account.fqn, account.sidString, session.getValue(), elevated);
    } finally {
      kernel.CloseHandle(token.getValue());
    }
  }

  @Override
  public boolean tellsOfChanges() {
    return runtime.configurationManager(ChangeNotification.REGISTER).isPresent();
  }

  @Override
  public NativeThread currentThread() {
    int id = answer(() -> Kernel32.INSTANCE.GetCurrentThreadId()).orElse(0);
    return new NativeThread(id, answer(NativeWindowsSystem::apartment).orElse("not known"));
  }

  private static String apartment() {
    IntByReference type = new IntByReference();
    IntByReference qualifier = new IntByReference();
    int status =
        NativeLibrary.getInstance("ole32")
            .getFunction("CoGetApartmentType")
            .invokeInt(new Object[] {type, qualifier});
    return ApartmentType.describe(status, type.getValue(), qualifier.getValue());
  }
}
