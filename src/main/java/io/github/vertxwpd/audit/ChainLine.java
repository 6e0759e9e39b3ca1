package io.github.vertxwpd.audit;

/**
 * Where a line stands.
 *
 * @param file the name of the file
 * @param line the line's number in it, from 1
 */
record ChainLine(String file, long line) {}
