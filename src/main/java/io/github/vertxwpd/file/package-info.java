/**
 * How files are written: by one thread each, and so that what is not everybody's stays so; and
 * whether those of a certificate and of a key belong together. Knows nobody.
 */
package io.github.vertxwpd.file;
