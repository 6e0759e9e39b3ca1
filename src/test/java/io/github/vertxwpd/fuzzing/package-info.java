/**
 * Coverage-guided fuzzing of all that reads bytes from outside: one process of the fuzzer for every
 * {@code FuzzTest} of the project, because its start costs more than thousands of inputs.
 */
package io.github.vertxwpd.fuzzing;
