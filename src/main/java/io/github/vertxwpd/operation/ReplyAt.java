package io.github.vertxwpd.operation;

/** When a request for an operation is answered. */
public enum ReplyAt {
  /** Once it is on disk that the operation was accepted. */
  ACCEPTED,

  /** Once Windows has queued it, or has refused to. */
  QUEUED,

  /** Once it has ended. */
  ENDED
}
