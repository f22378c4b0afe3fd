package io.headroom.platform.rest.parameter;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import io.headroom.platform.rest.FieldError;

/// The parameters that a method of a resource takes from its address, each with the form that it must have.
record KnownParameters(SortedMap<String, Class<?>> query, Map<String, Class<?>> path) {

    static KnownParameters of(Method method) {
        SortedMap<String, Class<?>> query = new TreeMap<>();
        Map<String, Class<?>> path = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
            PathParam inPath = parameter.getAnnotation(PathParam.class);
            if (inQuery != null) {
                query.put(inQuery.value(), parameter.getType());
            } else if (inPath != null) {
                path.put(inPath.value(), parameter.getType());
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                query.putAll(fields(parameter.getType()));
            }
        }
        return new KnownParameters(query, path);
    }

    private static Map<String, Class<?>> fields(Class<?> bean) {
        Map<String, Class<?>> fields = new TreeMap<>();
        for (Field field : bean.getDeclaredFields()) {
            QueryParam parameter = field.getAnnotation(QueryParam.class);
            if (parameter != null) {
                fields.put(parameter.value(), field.getType());
            }
        }
        return fields;
    }

    /// What is wrong with what was asked for, all of it.
    List<FieldError> wrong(Map<String, List<String>> asked) {
        List<FieldError> wrong = new ArrayList<>();
        new TreeMap<>(asked)
                .forEach(
                        (name, values) -> {
                            Class<?> type = query.get(name);
                            if (type == null) {
                                wrong.add(new FieldError(name, unknown()));
                                return;
                            }
                            values.stream()
                                    .flatMap(value -> complaint(type, value).stream())
                                    .findFirst()
                                    .ifPresent(message -> wrong.add(new FieldError(name, message)));
                        });
        return wrong;
    }

    private String unknown() {
        return query.isEmpty()
                ? "there is no such parameter; none is known here"
                : "there is no such parameter; known are " + String.join(", ", query.keySet());
    }

    private static Optional<String> complaint(Class<?> type, String value) {
        if (isNumber(type)) {
            return isReadable(type, value)
                    ? Optional.empty()
                    : Optional.of("must be a whole number, not " + value);
        }
        boolean isTruth = type == boolean.class || type == Boolean.class;
        return isTruth && !value.equals("true") && !value.equals("false")
                ? Optional.of("must be true or false, not " + value)
                : Optional.empty();
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class;
    }

    /// Whether a value has the form of the part of the path that it stands in: what has not can name nothing.
    boolean canName(String part, String value) {
        Class<?> type = path.get(part);
        return type == null || isReadable(type, value);
    }

    private static boolean isReadable(Class<?> type, String value) {
        try {
            if (type == int.class || type == Integer.class) {
                var _ = Integer.parseInt(value);
            } else if (type == long.class || type == Long.class) {
                var _ = Long.parseLong(value);
            } else {
                Optional<Method> reader =
                        Arrays.stream(type.getMethods())
                                .filter(m -> m.getName().equals("fromString"))
                                .filter(m -> m.getParameterCount() == 1)
                                .findFirst();
                if (reader.isPresent()) {
                    var _ = reader.get().invoke(null, value);
                }
            }
            return true;
        } catch (IllegalArgumentException | ReflectiveOperationException _) {
            return false;
        }
    }
}
