/**
 * How files are written: by one thread each, and so that what is not everybody's stays so; how they
 * are read again when they change; and whether those of a certificate and of a key belong together.
 * Knows nobody.
 */
package io.github.vertxwpd.file;
