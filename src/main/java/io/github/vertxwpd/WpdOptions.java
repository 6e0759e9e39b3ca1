package io.github.vertxwpd;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;

/** How a gateway runs. Its JSON form has the shape of {@code conf/gateway.yaml}. */
@DataObject
public class WpdOptions {
  /** The provider: {@value}, which is {@code wpd} on Windows and {@code simulated} elsewhere. */
  public static final String DEFAULT_PROVIDER = "auto";

  /** What every event-bus address begins with: {@value}. */
  public static final String DEFAULT_ADDRESS_PREFIX = "wpd";

  private GatewayOptions gateway = new GatewayOptions();
  private String provider = DEFAULT_PROVIDER;
  private String addressPrefix = DEFAULT_ADDRESS_PREFIX;
  private DeviceOptions devices = new DeviceOptions();
  private SimulatorOptions simulated = new SimulatorOptions();
  private HttpOptions http = new HttpOptions();
  private SecurityOptions security = new SecurityOptions();
  private AuditOptions audit = new AuditOptions();
  private ComOptions wpd = new ComOptions();
  private DataOptions data = new DataOptions();
  private EventOptions events = new EventOptions();
  private ClusterOptions cluster = new ClusterOptions();
  private ShutdownOptions shutdown = new ShutdownOptions();

  /** Makes options with the defaults. */
  public WpdOptions() {}

  /** Copies options. */
  public WpdOptions(WpdOptions other) {
    this(other.toJson());
  }

  /**
   * Reads options from their JSON form; members that are missing have their defaults.
   *
   * @throws ClassCastException where a member has another type
   */
  public WpdOptions(JsonObject json) {
    gateway = new GatewayOptions(json.getJsonObject("gateway", new JsonObject()));
    provider = json.getString("provider", provider);
    addressPrefix = json.getString("addressPrefix", addressPrefix);
    devices = new DeviceOptions(json.getJsonObject("devices", new JsonObject()));
    simulated = new SimulatorOptions(json.getJsonObject("simulated", new JsonObject()));
    http = new HttpOptions(json.getJsonObject("http", new JsonObject()));
    security = new SecurityOptions(json.getJsonObject("security", new JsonObject()));
    audit = new AuditOptions(json.getJsonObject("audit", new JsonObject()));
    wpd = new ComOptions(json.getJsonObject("wpd", new JsonObject()));
    data = new DataOptions(json.getJsonObject("data", new JsonObject()));
    events = new EventOptions(json.getJsonObject("events", new JsonObject()));
    cluster = new ClusterOptions(json.getJsonObject("cluster", new JsonObject()));
    shutdown = new ShutdownOptions(json.getJsonObject("shutdown", new JsonObject()));
  }

  /** Returns the JSON form. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("gateway", gateway.toJson())
        .put("provider", provider)
        .put("addressPrefix", addressPrefix)
        .put("devices", devices.toJson())
        .put("simulated", simulated.toJson())
        .put("http", http.toJson())
        .put("security", security.toJson())
        .put("audit", audit.toJson())
        .put("wpd", wpd.toJson())
        .put("data", data.toJson())
        .put("events", events.toJson())
        .put("cluster", cluster.toJson())
        .put("shutdown", shutdown.toJson());
  }

  /** Returns who this gateway is. */
  public GatewayOptions getGateway() {
    return gateway;
  }

  /** Sets who this gateway is. */
  public WpdOptions setGateway(GatewayOptions value) {
    this.gateway = value;
    return this;
  }

  /** Returns the provider: {@code auto}, {@code wpd}, {@code simulated} or {@code none}. */
  public String getProvider() {
    return provider;
  }

  /** Sets the provider: {@code auto}, {@code wpd}, {@code simulated} or {@code none}. */
  public WpdOptions setProvider(String value) {
    this.provider = value;
    return this;
  }

  /** Returns what every event-bus address begins with. */
  public String getAddressPrefix() {
    return addressPrefix;
  }

  /** Sets what every event-bus address begins with. */
  public WpdOptions setAddressPrefix(String value) {
    this.addressPrefix = value;
    return this;
  }

  /** Returns what this gateway calls its devices. */
  public DeviceOptions getDevices() {
    return devices;
  }

  /** Sets what this gateway calls its devices. */
  public WpdOptions setDevices(DeviceOptions value) {
    this.devices = value;
    return this;
  }

  /** Returns what the simulated provider simulates. */
  public SimulatorOptions getSimulated() {
    return simulated;
  }

  /** Sets what the simulated provider simulates. */
  public WpdOptions setSimulated(SimulatorOptions value) {
    this.simulated = value;
    return this;
  }

  /** Returns where the web verticle listens. */
  public HttpOptions getHttp() {
    return http;
  }

  /** Sets where the web verticle listens. */
  public WpdOptions setHttp(HttpOptions value) {
    this.http = value;
    return this;
  }

  /** Returns who may use the web verticle. */
  public SecurityOptions getSecurity() {
    return security;
  }

  /** Sets who may use the web verticle. */
  public WpdOptions setSecurity(SecurityOptions value) {
    this.security = value;
    return this;
  }

  /** Returns whether and where it is recorded who asked for what. */
  public AuditOptions getAudit() {
    return audit;
  }

  /** Sets whether and where it is recorded who asked for what. */
  public WpdOptions setAudit(AuditOptions value) {
    this.audit = value;
    return this;
  }

  /** Returns how the provider is called. */
  public ComOptions getWpd() {
    return wpd;
  }

  /** Sets how the provider is called. */
  public WpdOptions setWpd(ComOptions value) {
    this.wpd = value;
    return this;
  }

  /** Returns where the gateway keeps what it must not forget. */
  public DataOptions getData() {
    return data;
  }

  /** Sets where the gateway keeps what it must not forget. */
  public WpdOptions setData(DataOptions value) {
    this.data = value;
    return this;
  }

  /** Returns how long events can be read again. */
  public EventOptions getEvents() {
    return events;
  }

  /** Sets how long events can be read again. */
  public WpdOptions setEvents(EventOptions value) {
    this.events = value;
    return this;
  }

  /** Returns how the gateway is one of a fleet. */
  public ClusterOptions getCluster() {
    return cluster;
  }

  /** Sets how the gateway is one of a fleet. */
  public WpdOptions setCluster(ClusterOptions value) {
    this.cluster = value;
    return this;
  }

  /** Returns how the gateway stops. */
  public ShutdownOptions getShutdown() {
    return shutdown;
  }

  /** Sets how the gateway stops. */
  public WpdOptions setShutdown(ShutdownOptions value) {
    this.shutdown = value;
    return this;
  }
}
