package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.github.vertxwpd.connector.ChangeListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration for what comes and goes in WPD's device interface class, {@code
 * CM_Register_Notification} with {@code GUID_DEVINTERFACE_WPD}. It needs no window and no message
 * loop. Windows has it since version 8; without it, and where it fails, changes are noticed by
 * listing alone.
 *
 * <p>Windows tells of no device that is there already, so that a caller registers first and lists
 * then. It tells on threads of its own. There is one function for all registrations, never freed;
 * what Windows hands back to it is the registration's number, so that a call which comes after the
 * end finds nothing, and does nothing.
 *
 * <p>Source: the Windows SDK's {@code cfgmgr32.h}, {@code CM_NOTIFY_FILTER} and {@code
 * CM_NOTIFY_CALLBACK}.
 */
final class ChangeNotification implements AutoCloseable {
  /** {@code DWORD (HCMNOTIFICATION, PVOID, CM_NOTIFY_ACTION, PCM_NOTIFY_EVENT_DATA, DWORD)}. */
  interface NotifyCallback extends Trampolines.Target {
    int invoke(Pointer notification, Pointer context, int action, Pointer data, int size);
  }

  static final String REGISTER = "CM_Register_Notification";
  static final String UNREGISTER = "CM_Unregister_Notification";

  /** {@code sizeof(CM_NOTIFY_FILTER)}: four numbers, and a union as long as 200 characters. */
  static final int FILTER_SIZE = 416;

  private static final int FILTER_TYPE_OFFSET = 8;
  private static final int CLASS_GUID_OFFSET = 16;
  private static final int FILTER_TYPE_DEVICE_INTERFACE = 0;
  private static final int CR_SUCCESS = 0;
  private static final int ERROR_SUCCESS = 0;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeNotification.class);
  private static final AtomicLong KEYS = new AtomicLong();
  private static final Map<Long, ChangeNotification> LIVE = new ConcurrentHashMap<>();
  private static final NotifyCallback CALLBACK = ChangeNotification::call;
  private static final Pointer CALLBACK_ADDRESS = Trampolines.make(CALLBACK);

  private final long key = KEYS.incrementAndGet();
  private final AtomicLong count = new AtomicLong();
  private final ChangeListener listener;
  private Optional<Runnable> unregister = Optional.empty();

  private ChangeNotification(ChangeListener listener) {
    this.listener = listener;
  }

  /**
   * Registers, and says in one line of the log where that is not possible.
   *
   * @param listener told of each change, on a thread of Windows
   * @return the registration, to be closed
   */
  static ChangeNotification register(ComRuntime runtime, ChangeListener listener) {
    ChangeNotification notification = new ChangeNotification(listener);
    Optional<Function> register = runtime.configurationManager(REGISTER);
    Optional<Function> unregister = runtime.configurationManager(UNREGISTER);
    if (register.isPresent() && unregister.isPresent()) {
      notification.register(register.get(), unregister.get());
    } else {
      LOG.info(
          "This Windows does not tell of devices that come and go ({} is missing): changes are"
              + " noticed by polling",
          REGISTER);
    }
    return notification;
  }

  private void register(Function register, Function unregister) {
    LIVE.put(key, this);
    PointerByReference handle = new PointerByReference();
    int status;
    try (Memory filter = filter()) {
      Object[] arguments = {filter, new Pointer(key), CALLBACK_ADDRESS, handle};
      status = register.invokeInt(arguments);
    }
    if (status == CR_SUCCESS) {
      this.unregister = Optional.of(() -> unregister(unregister, handle.getValue()));
    } else {
      LIVE.remove(key);
      LOG.warn("{} returned CONFIGRET {}: changes are noticed by polling", REGISTER, status);
    }
  }

  private static Memory filter() {
    Memory filter = new Memory(FILTER_SIZE);
    filter.clear();
    filter.setInt(0, FILTER_SIZE);
    filter.setInt(FILTER_TYPE_OFFSET, FILTER_TYPE_DEVICE_INTERFACE);
    WpdGuids.GUID_DEVINTERFACE_WPD.write(filter.share(CLASS_GUID_OFFSET));
    return filter;
  }

  private static void unregister(Function unregister, Pointer handle) {
    int status = unregister.invokeInt(new Object[] {handle});
    if (status != CR_SUCCESS) {
      LOG.warn("{} returned CONFIGRET {}", UNREGISTER, status);
    }
  }

  private static int call(
      Pointer notification, Pointer context, int action, Pointer data, int size) {
    try {
      ChangeNotification live = LIVE.get(Pointer.nativeValue(context));
      if (live != null) {
        live.count.incrementAndGet();
        live.listener.changed();
      }
    } catch (Throwable thrown) {
      LOG.error("A change of devices could not be handed on", thrown);
    }
    return ERROR_SUCCESS;
  }

  /** Returns whether Windows tells of changes. */
  boolean works() {
    return unregister.isPresent();
  }

  /** Returns how many changes it told so far. For any thread. */
  long count() {
    return count.get();
  }

  /**
   * Ends it, and returns when no call runs any more; so it must not be closed from within one.
   * Idempotent.
   */
  @Override
  public void close() {
    LIVE.remove(key);
    Optional<Runnable> once = unregister;
    unregister = Optional.empty();
    once.ifPresent(Runnable::run);
  }
}
