package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.platform.win32.COM.IUnknownCallback;
import com.sun.jna.platform.win32.COM.Unknown;
import com.sun.jna.platform.win32.COM.UnknownListener;
import com.sun.jna.platform.win32.COM.UnknownVTable;
import com.sun.jna.platform.win32.Guid.REFIID;
import com.sun.jna.platform.win32.Ole32;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.WinNT.HRESULT;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** The classes for COM of jna-platform: {@code COMInvoker}, and a listener for each request. */
final class NativePlatform implements NativeCalls, NativeRequests {
  /** How many listeners stay after their completion: the server's Release may come after it. */
  private static final int KEPT = 64;

  private final Connector connector;
  private final Deque<Listener> kept = new ArrayDeque<>();

  NativePlatform(Pointer connector) {
    this.connector = new Connector(connector);
  }

  /** The connector's methods. */
  private static final class Connector extends Unknown {
    Connector(Pointer pointer) {
      super(pointer);
    }

    int disconnect(Pointer callback) {
      return _invokeNativeInt(4, new Object[] {getPointer(), callback});
    }

    int getPnpId(PointerByReference out) {
      return _invokeNativeInt(8, new Object[] {getPointer(), out});
    }
  }

  /** {@code OnComplete}. */
  public interface OnComplete extends StdCallLibrary.StdCallCallback {
    /** Takes a completion. */
    int invoke(Pointer self, int status);
  }

  /** The methods of a callback object. */
  @FieldOrder("onComplete")
  public static class Vtable extends UnknownVTable.ByReference {
    /** Follows the three of IUnknown. */
    public OnComplete onComplete;
  }

  /** A callback object. */
  public static final class Listener extends UnknownListener {
    Listener(Client client) {
      super(client);
    }

    @Override
    protected UnknownVTable.ByReference constructVTable() {
      return new Vtable();
    }

    @Override
    protected void initVTable(IUnknownCallback callback) {
      super.initVTable(callback);
      ((Vtable) vtbl).onComplete = (self, status) -> ((Client) callback).complete();
    }
  }

  /** What a callback object does. */
  private static final class Client implements IUnknownCallback {
    private final AtomicInteger references = new AtomicInteger(1);
    private final Runnable completed;

    Client(Runnable completed) {
      this.completed = completed;
    }

    int complete() {
      completed.run();
      return WinError.S_OK.intValue();
    }

    @Override
    public Pointer getPointer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public HRESULT QueryInterface(REFIID iid, PointerByReference out) {
      return new HRESULT(WinError.E_NOINTERFACE);
    }

    @Override
    public int AddRef() {
      return references.incrementAndGet();
    }

    @Override
    public int Release() {
      return references.decrementAndGet();
    }
  }

  @Override
  public String name() {
    return "COMInvoker";
  }

  @Override
  public void addRefAndRelease() {
    connector.AddRef();
    connector.Release();
  }

  @Override
  public String pnpId() {
    PointerByReference out = new PointerByReference();
    connector.getPnpId(out);
    String id = out.getValue().getWideString(0);
    Ole32.INSTANCE.CoTaskMemFree(out.getValue());
    return id;
  }

  @Override
  public Runnable disconnect(Runnable completed) {
    Listener listener = new Listener(new Client(completed));
    connector.disconnect(listener.getPointer());
    return () -> keep(listener);
  }

  private void keep(Listener listener) {
    kept.addLast(listener);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }
}
