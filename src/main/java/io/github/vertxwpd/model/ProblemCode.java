package io.github.vertxwpd.model;

/** The stable codes of the problems, with the HTTP status each one has everywhere. */
public enum ProblemCode implements WireName {
  VALIDATION_FAILED("validation-failed", 400, false, "The request is not valid"),
  MALFORMED("malformed", 400, false, "The request cannot be read"),
  UNKNOWN_ADDRESS("unknown-address", 400, false, "There is no such verb"),
  UNAUTHENTICATED("unauthenticated", 401, false, "Authentication is required"),
  FORBIDDEN("forbidden", 403, false, "The role does not allow this"),
  ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, false, "The host or origin is not allowed"),
  ACCESS_DENIED("access-denied", 403, false, "Windows denied access"),
  NOT_FOUND("not-found", 404, false, "There is nothing at this path"),
  DEVICE_NOT_FOUND("device-not-found", 404, false, "No such device is paired"),
  OPERATION_NOT_FOUND("operation-not-found", 404, false, "No such operation is known"),
  GATEWAY_NOT_FOUND("gateway-not-found", 404, false, "No such gateway is known"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, false, "The method is not allowed here"),
  OPERATION_IN_PROGRESS("operation-in-progress", 409, false, "Another operation runs on the link"),
  OPERATION_ENDED("operation-ended", 409, false, "The operation has ended"),
  DEVICE_AMBIGUOUS("device-ambiguous", 409, false, "The device is known to several gateways"),
  PAYLOAD_TOO_LARGE("payload-too-large", 413, false, "The request is too large"),
  REQUEST_ID_REUSED("request-id-reused", 422, false, "The request id was used for another request"),
  RATE_LIMITED("rate-limited", 429, true, "Too many requests"),
  TOO_MANY_OPERATIONS("too-many-operations", 429, true, "Too many operations are under way"),
  INTERNAL_ERROR("internal-error", 500, false, "The gateway made a mistake"),
  WPD_ERROR("wpd-error", 502, false, "Windows refused the request"),
  WPD_NOT_INSTALLED("wpd-not-installed", 503, true, "Windows Portable Devices is not installed"),
  RADIO_UNAVAILABLE("radio-unavailable", 503, true, "The Bluetooth radio is not available"),
  GATEWAY_UNREACHABLE("gateway-unreachable", 503, true, "The gateway does not answer"),
  GATEWAY_STOPPING("gateway-stopping", 503, true, "The gateway is stopping"),
  JOURNAL_UNAVAILABLE("journal-unavailable", 503, true, "The journal is not available"),
  OUTCOME_UNKNOWN("outcome-unknown", 504, true, "The outcome is not known"),
  TIMED_OUT("timed-out", 504, true, "The operation took too long");

  private final String wireName;
  private final int status;
  private final boolean retryable;
  private final String title;

  ProblemCode(String wireName, int status, boolean retryable, String title) {
    this.wireName = wireName;
    this.status = status;
    this.retryable = retryable;
    this.title = title;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns the HTTP status, which is also the {@code failureCode} on the event bus. */
  public int status() {
    return status;
  }

  /**
   * Returns whether the same request may succeed later; {@code wpd-error} decides by its HRESULT
   * instead.
   */
  public boolean retryable() {
    return retryable;
  }

  /** Returns the sentence that names the kind of problem, the same for every occurrence. */
  public String title() {
    return title;
  }
}
