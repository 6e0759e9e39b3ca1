package io.github.vertxwpd.fleet.engine;

import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LoggerFactorySupport;
import com.hazelcast.logging.NoLogFactory;
import com.hazelcast.logging.Slf4jFactory;

/**
 * Hazelcast's log through SLF4J, without the part that describes the system: it has the name of the
 * cluster, which is the fleet's secret. Hazelcast makes it, by its name in a system property.
 */
public final class DiscreetLoggerFactory extends LoggerFactorySupport {
  /** What names the class, for the whole process. */
  static final String PROPERTY = "hazelcast.logging.class";

  private static final String SYSTEM = "com.hazelcast.system";

  private final Slf4jFactory told = new Slf4jFactory();
  private final NoLogFactory untold = new NoLogFactory();

  /** Makes the factory; Hazelcast does it. */
  public DiscreetLoggerFactory() {}

  /** Makes Hazelcast use it, unless the process has another one. */
  static void use() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, DiscreetLoggerFactory.class.getName());
    }
  }

  @Override
  protected ILogger createLogger(String name) {
    return (name.startsWith(SYSTEM) ? untold : told).getLogger(name);
  }
}
