package io.github.vertxwpd.connector.wpd;

import com.sun.jna.CallbackReference;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process has at a moment, and what it has made since it started.
 *
 * @param taken by JNA from the system
 * @param closures functions in native memory that call Java, those that are not freed
 * @param javaThreads attached now
 * @param attached Java threads since the start, native ones included, each time that they were
 * @param allocated bytes of Java's heap since the start, by the calling thread
 */
record NativeStock(
    NativeStandIn.Taken taken, long closures, long javaThreads, long attached, long allocated) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Map<?, ?> CLOSURES = allClosures();

  static NativeStock take(NativeStandIn server) {
    NativeStandIn.Taken taken = server.taken();
    return new NativeStock(
        taken,
        CLOSURES.size(),
        THREADS.getThreadCount(),
        THREADS.getTotalStartedThreadCount(),
        allocatedBytes());
  }

  /** Through the bean's name: its interface is in a module that the product does not need. */
  static long allocatedBytes() {
    try {
      return (long)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                  "getThreadAllocatedBytes",
                  new Object[] {Thread.currentThread().getId()},
                  new String[] {"long"});
    } catch (JMException e) {
      throw new IllegalStateException("this Java does not count what a thread allocates", e);
    }
  }

  /** JNA keeps the list, and shows it to nobody. */
  private static Map<?, ?> allClosures() {
    try {
      Field field = CallbackReference.class.getDeclaredField("allocatedMemory");
      field.setAccessible(true);
      return (Map<?, ?>) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JNA keeps its closures elsewhere", e);
    }
  }
}
