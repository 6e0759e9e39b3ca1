package io.github.vertxwpd.connector.wpd;

import java.util.List;
import java.util.Optional;

/**
 * What this package needs of a Windows and what a person may have to repair: questions that change
 * nothing. They block, and none of them throws where something is missing: that is an answer.
 */
public interface WindowsSystem {
  /** A COM class that devices are reached by. */
  enum WpdClass {
    /** The class of the paired devices' connectors. */
    CONNECTORS("EnumBthMtpConnectors"),
    /** The class of WPD's own list of devices. */
    DEVICE_MANAGER("PortableDeviceManager");

    private final String className;

    WpdClass(String className) {
      this.className = className;
    }

    /** Returns its name in Microsoft's headers. */
    public String className() {
      return className;
    }

    /** Returns its id as the registry writes it. */
    public String clsid() {
      return guid().toString();
    }

    Guid guid() {
      return switch (this) {
        case CONNECTORS -> WpdGuids.CLSID_ENUM_BTH_MTP_CONNECTORS;
        case DEVICE_MANAGER -> WpdGuids.CLSID_PORTABLE_DEVICE_MANAGER;
      };
    }
  }

  /**
   * How a COM class is registered.
   *
   * @param dll the file, its variables expanded
   * @param dllExists whether there is such a file
   * @param threadingModel the apartments that it works in; empty means the main one only
   */
  record Registration(String dll, boolean dllExists, Optional<String> threadingModel) {}

  /** Whether a service runs. */
  enum ServiceState {
    RUNNING,
    STOPPED,
    /** It is starting, stopping or paused. */
    CHANGING,
    /** This account may not ask. */
    UNKNOWN
  }

  /** Who starts a service. */
  enum ServiceStart {
    AUTOMATIC,
    /** A program, a person, or an event of the system. */
    MANUAL,
    /** Nobody can. */
    DISABLED,
    UNKNOWN
  }

  /**
   * A service that is installed.
   *
   * @param state whether it runs
   * @param start who starts it
   */
  record Service(ServiceState state, ServiceStart start) {}

  /**
   * The Bluetooth radios that are there and on.
   *
   * @param names what they are called
   * @param failure why it could not be asked; empty where it could
   */
  record Radios(List<String> names, Optional<String> failure) {
    public Radios {
      names = List.copyOf(names);
    }
  }

  /**
   * Whom this process runs as.
   *
   * @param name the account, with its domain
   * @param sid its security identifier
   * @param session the session that the process is in; 0 is that of the services
   * @param elevated whether it has an administrator's rights now
   */
  record Account(String name, String sid, int session, boolean elevated) {}

  /**
   * The calling thread as Windows sees it.
   *
   * @param id its number
   * @param apartment the COM apartment that it is in, in words
   */
  record NativeThread(int id, String apartment) {}

  /** Returns whether this is Windows: nothing else is asked where it is not. */
  boolean isWindows();

  /** Returns why its COM cannot be called by this Java; empty where it can. */
  Optional<String> obstacle();

  /**
   * Reads a text below {@code HKEY_LOCAL_MACHINE}.
   *
   * @return the text; empty where there is none, or it may not be read
   */
  Optional<String> text(String key, String name);

  /** Reads a number below {@code HKEY_LOCAL_MACHINE}, as {@link #text} reads a text. */
  Optional<Integer> number(String key, String name);

  /**
   * Returns whether there is a file.
   *
   * @param path below the directory of Windows itself, such as {@code INF\bthmtpenum.inf}
   */
  boolean hasFile(String path);

  /** Returns how a class is registered; empty where it is not. */
  Optional<Registration> registration(WpdClass wanted);

  /** Returns a service by its short name; empty where it is not installed. */
  Optional<Service> service(String name);

  /** Returns the Bluetooth radios. */
  Radios radios();

  /** Returns whom this process runs as; empty where that cannot be found out. */
  Optional<Account> account();

  /** Returns whether it tells of devices that come and go, so that nobody has to poll for them. */
  boolean tellsOfChanges();

  /** Returns the calling thread. It enters no apartment, and may be asked on any thread. */
  NativeThread currentThread();
}
