package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.model.Hresult;
import java.util.Optional;

/** What only Windows has: the part of it that this package needs, and nothing above it. */
interface ComRuntime {
  /**
   * How a COM class is registered for use in this process.
   *
   * @param path the DLL
   * @param threadingModel the apartments that it works in; empty means the main one only
   */
  record InprocServer(String path, Optional<String> threadingModel) {}

  /** Returns why COM cannot be used here at all; empty where it can. */
  Optional<String> obstacle();

  /**
   * Puts the calling thread into the multi-threaded apartment. Every success, {@code S_FALSE}
   * included, must be balanced by {@link #uninitialize} on the same thread; a failure must not.
   * Source: {@code CoInitializeEx}.
   */
  Hresult initialize();

  /** Balances one successful {@link #initialize}, on the same thread. */
  void uninitialize();

  /**
   * Creates an object of an in-process class.
   *
   * @param out receives the pointer, which the caller releases
   */
  Hresult createInstance(Guid clsid, Guid iid, PointerByReference out);

  /** Frees what a COM method allocated for its caller ({@code CoTaskMemFree}). */
  void free(Pointer memory);

  /** Returns the system's text for a status code, where it has one. */
  Optional<String> text(Hresult status);

  /** Returns how a class is registered; empty where it is not. */
  Optional<InprocServer> inprocServer(Guid clsid);

  /**
   * Returns the parent in the tree of device nodes ({@code CM_Get_Parent}).
   *
   * @param instanceId a device instance id
   * @return the parent's device instance id; empty at the root, and where it cannot be read
   */
  Optional<String> parentDevice(String instanceId);

  /**
   * Returns a function of the configuration manager, {@code CfgMgr32.dll}.
   *
   * @param name the exported name
   * @return the function; empty where this Windows does not have it
   */
  Optional<Function> configurationManager(String name);
}
