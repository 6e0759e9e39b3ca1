package io.github.vertxwpd.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One fuzz test.
 *
 * @param test what it is declared in
 * @param method takes the bytes
 */
public record FuzzTarget(Class<?> test, Method method) {
  private static final String PACKAGE = "io.github.vertxwpd";

  /** Returns every fuzz test of the project, by name. */
  public static List<FuzzTarget> all() {
    return ReflectionSupport.findAllClassesInPackage(
            PACKAGE, found -> true, name -> name.endsWith("FuzzTest"))
        .stream()
        .flatMap(
            test ->
                AnnotationSupport.findAnnotatedMethods(
                        test, FuzzTest.class, HierarchyTraversalMode.TOP_DOWN)
                    .stream()
                    .map(method -> new FuzzTarget(test, method)))
        .sorted(Comparator.comparing(FuzzTarget::name))
        .toList();
  }

  /** Returns what it is called in results, such as {@code model.CursorFuzzTest.parse}. */
  public String name() {
    return test.getName().substring(PACKAGE.length() + 1) + "." + method.getName();
  }

  /** Returns where the inputs are that run in every build, below the test resources. */
  public Path inputs() {
    return Path.of(test.getName().replace('.', '/') + "Inputs", method.getName());
  }

  /** Gives the bytes to a new instance of the test, as JUnit would. */
  void run(byte[] data) throws Throwable {
    Constructor<?> constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance(), (Object) data);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
