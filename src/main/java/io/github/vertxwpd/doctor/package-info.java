/**
 * What {@code doctor} looks at: whether this machine and its configuration let a gateway run, and
 * what to do where they do not.
 *
 * <p>A {@link io.github.vertxwpd.doctor.Check} changes nothing, needs no running gateway and does
 * not disturb one. Checks run one after the other, each on a thread of its own and for a limited
 * time, so that one which hangs does not keep the others from answering.
 */
package io.github.vertxwpd.doctor;
