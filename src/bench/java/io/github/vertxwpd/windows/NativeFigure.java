package io.github.vertxwpd.windows;

/**
 * What a program has measured.
 *
 * @param row what was done, and how
 * @param name what was measured, with its unit
 * @param value how much
 */
public record NativeFigure(String row, String name, double value) {}
