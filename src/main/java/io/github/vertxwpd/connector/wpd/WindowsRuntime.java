package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Cfgmgr32;
import com.sun.jna.platform.win32.Cfgmgr32Util;
import com.sun.jna.platform.win32.Guid.GUID;
import com.sun.jna.platform.win32.Kernel32Util;
import com.sun.jna.platform.win32.Ole32;
import com.sun.jna.platform.win32.WTypes;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.model.Hresult;
import java.util.Optional;

/**
 * Windows itself. No DLL is touched before the first call, so that the class can be loaded on every
 * system.
 */
final class WindowsRuntime implements ComRuntime {
  private static final int POINTER_SIZE_SUPPORTED = 8;

  @Override
  public Optional<String> obstacle() {
    if (!Platform.isWindows()) {
      return Optional.of("Windows Portable Devices exists on Windows only");
    }
    if (Native.POINTER_SIZE != POINTER_SIZE_SUPPORTED) {
      return Optional.of("a 64-bit Java is needed: a 32-bit one calls COM by another convention");
    }
    return Optional.empty();
  }

  @Override
  public Hresult initialize() {
    return new Hresult(
        Ole32.INSTANCE.CoInitializeEx(Pointer.NULL, Ole32.COINIT_MULTITHREADED).intValue());
  }

  @Override
  public void uninitialize() {
    Ole32.INSTANCE.CoUninitialize();
  }

  @Override
  public Hresult createInstance(Guid clsid, Guid iid, PointerByReference out) {
    return new Hresult(
        Ole32.INSTANCE
            .CoCreateInstance(
                new GUID(clsid.toString()),
                Pointer.NULL,
                WTypes.CLSCTX_INPROC_SERVER,
                new GUID(iid.toString()),
                out)
            .intValue());
  }

  @Override
  public void free(Pointer memory) {
    Ole32.INSTANCE.CoTaskMemFree(memory);
  }

  @Override
  public Optional<String> text(Hresult status) {
    try {
      return Optional.of(Kernel32Util.formatMessage(status.value()).strip());
    } catch (RuntimeException noSuchMessage) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<InprocServer> inprocServer(Guid clsid) {
    String key = "CLSID\\" + clsid + "\\InprocServer32";
    return value(key, "").map(path -> new InprocServer(path, value(key, "ThreadingModel")));
  }

  private static Optional<String> value(String key, String name) {
    try {
      return Optional.of(Advapi32Util.registryGetStringValue(WinReg.HKEY_CLASSES_ROOT, key, name));
    } catch (Win32Exception absent) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> parentDevice(String instanceId) {
    try {
      IntByReference node = new IntByReference();
      IntByReference parent = new IntByReference();
      boolean found =
          Cfgmgr32.INSTANCE.CM_Locate_DevNode(node, instanceId, Cfgmgr32.CM_LOCATE_DEVNODE_NORMAL)
                  == Cfgmgr32.CR_SUCCESS
              && Cfgmgr32.INSTANCE.CM_Get_Parent(parent, node.getValue(), 0) == Cfgmgr32.CR_SUCCESS;
      return found
          ? Optional.of(Cfgmgr32Util.CM_Get_Device_ID(parent.getValue()))
          : Optional.empty();
    } catch (RuntimeException | UnsatisfiedLinkError unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Function> configurationManager(String name) {
    try {
      return Optional.of(NativeLibrary.getInstance("CfgMgr32").getFunction(name));
    } catch (UnsatisfiedLinkError missing) {
      return Optional.empty();
    }
  }
}
