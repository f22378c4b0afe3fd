package io.headroom.testkit.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls a static method in a class loader that has the whole class path to itself.
///
/// Quarkus' test loader shares some classes with its parent and not others; Flyway, which looks its parts up by name, gets
/// them from both and falls over.
final class OwnLoader {

    private OwnLoader() {}

    static void call(Class<?> type, String method) {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        try (URLClassLoader own =
                new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            here.setContextClassLoader(own);
            own.loadClass(type.getName()).getMethod(method).invoke(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getSimpleName() + "." + method + " failed", e);
        } finally {
            here.setContextClassLoader(before);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        String paths =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String path : paths.split(File.pathSeparator, -1)) {
            urls.add(Path.of(path).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
