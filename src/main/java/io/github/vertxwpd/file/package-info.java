/**
 * How files are written: by one thread each, and so that what is not everybody's stays so. Knows
 * nobody.
 */
package io.github.vertxwpd.file;
