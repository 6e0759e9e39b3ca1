/**
 * What a gateway counts and measures, as Prometheus reads it. The other packages know nothing of
 * it: they tell their listeners, and answer what may be asked on any thread. Only here Micrometer
 * is known, and it need not be there.
 */
package io.github.vertxwpd.metrics;
