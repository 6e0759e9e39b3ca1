package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.Problem;

/**
 * Devices cannot be reached now: the feature is not installed, the radio is off, or access is
 * denied.
 */
public final class ProviderUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * Describes why.
   *
   * @param problem what clients are told
   */
  public ProviderUnavailableException(Problem problem) {
    super(problem.code().wireName() + ": " + problem.detail());
    this.problem = problem;
  }

  /** Returns what clients are told. */
  public Problem problem() {
    return problem;
  }
}
