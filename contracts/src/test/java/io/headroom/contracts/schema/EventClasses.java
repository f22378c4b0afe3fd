package io.headroom.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.envelope.EventType;

/// Every event there is, found by its annotation: a new one cannot be forgotten.
final class EventClasses {

    private EventClasses() {}

    /// The events by `context.name`.
    static SortedMap<String, Class<? extends Event>> all() {
        var events = new TreeMap<String, Class<? extends Event>>();
        Path classes = compiled();
        try (var files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> load(classes.relativize(file)))
                    .filter(type -> type.isAnnotationPresent(EventName.class))
                    .map(type -> type.<Event>asSubclass(Event.class))
                    .forEach(type -> events.put(EventType.of(type).toString(), type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static Path compiled() {
        try {
            return Path.of(Event.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(Path file) {
        String path = file.toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, EventClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
