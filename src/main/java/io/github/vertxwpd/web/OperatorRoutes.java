package io.github.vertxwpd.web;

import java.util.Optional;

/**
 * What there is for those who operate the gateway, besides the probes.
 *
 * @param metrics what is counted, where somebody counts
 * @param logLevels the levels of the log, where they can be changed
 */
record OperatorRoutes(Optional<MetricsPage> metrics, Optional<LogLevelRoutes> logLevels) {}
