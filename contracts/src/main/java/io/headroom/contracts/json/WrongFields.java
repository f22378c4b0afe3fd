package io.headroom.contracts.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.InvalidFields;

/// Finds the wrong fields, and words for them, in what Jackson says about a body that no value can be made of.
public final class WrongFields {

    private static final String WHOLE_BODY = "body";
    private static final String OUT_OF_RANGE = "is a number out of range";
    private static final String TOO_MUCH =
            "is nested too deeply, or has a name, a text or a number that is too long";

    /// Jackson's note on where it read from, of which only the place helps whoever sent it.
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; ([^]]*)]");

    private WrongFields() {}

    public static List<InvalidFields.Field> of(JsonProcessingException failure) {
        return refusal(failure, InvalidFields.class)
                .map(refused -> fields(field(failure), refused))
                .orElseGet(
                        () -> List.of(new InvalidFields.Field(field(failure), message(failure))));
    }

    /// What a record's own checks found wrong, all at once.
    private static Optional<InvalidFields> refusal(Throwable failure, Class<InvalidFields> type) {
        Throwable at = failure;
        while (at != null && !type.isInstance(at)) {
            at = at.getCause();
        }
        return Optional.ofNullable(at).map(type::cast);
    }

    /// The record knows its own fields, the body where the record stands in it.
    private static List<InvalidFields.Field> fields(String place, InvalidFields refused) {
        return refused.fields().stream()
                .map(f -> new InvalidFields.Field(within(place, f.field()), f.message()))
                .toList();
    }

    private static String within(String place, String field) {
        if (place.equals(WHOLE_BODY)) {
            return field.isEmpty() ? WHOLE_BODY : field;
        }
        String named = place.replaceAll("\\[\\d+]$", "");
        String last = named.substring(named.lastIndexOf('.') + 1);
        if (field.isEmpty() || field.equals(last)) {
            return place;
        }
        // Some records name themselves in front of their fields, for those who see no place.
        return field.startsWith(last + ".")
                ? place + field.substring(last.length())
                : place + "." + field;
    }

    private static String field(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return WHOLE_BODY;
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String message(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                    "there is no such field; known are "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            case InvalidNullException _ -> "must not be null";
            case ValueInstantiationException refused -> refusal(refused);
            case InvalidTypeIdException type -> "is of no known kind: " + type.getTypeId();
            case InvalidFormatException format -> format(format);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException mapping -> refusal(mapping);
            case JsonParseException parse -> "is not JSON: " + place(parse);
            case InputCoercionException _ -> OUT_OF_RANGE;
            case StreamConstraintsException _ -> TOO_MUCH;
            default -> "is not JSON: " + failure.getOriginalMessage();
        };
    }

    /// What a record's constructor said.
    private static String refusal(JsonMappingException failure) {
        Throwable cause = failure.getCause();
        return switch (cause) {
            case null -> failure.getOriginalMessage();
            case InputCoercionException _ -> OUT_OF_RANGE;
            case StreamConstraintsException _ -> TOO_MUCH;
            case NullPointerException missing ->
                    missing.getMessage() == null
                            ? "a field is missing"
                            : missing.getMessage() + " is missing";
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static String format(InvalidFormatException failure) {
        Class<?> target = failure.getTargetType();
        if (target != null && target.isEnum()) {
            String known =
                    Arrays.stream(target.getEnumConstants())
                            .map(c -> DashedEnums.nameOf((Enum<?>) c))
                            .collect(Collectors.joining(", "));
            return "must be one of " + known + ", not " + failure.getValue();
        }
        Throwable cause = failure.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return "must be " + kind(target) + ", not " + failure.getValue();
    }

    private static String mismatch(MismatchedInputException failure) {
        Class<?> target = failure.getTargetType();
        return failure.getPath().isEmpty() && failure.getOriginalMessage().startsWith("No content")
                ? "is empty"
                : "must be " + kind(target);
    }

    private static String kind(@Nullable Class<?> target) {
        if (target == null) {
            return "of another kind";
        }
        return switch (target.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double", "BigDecimal" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            case "Duration" -> "a duration such as PT6H";
            case "Instant" -> "an instant such as 2026-01-31T12:00:00Z";
            case "List", "ArrayList" -> "a list";
            case "Money" -> "an amount as a text such as \"2500.00\"";
            default -> isText(target) ? "a text" : "an object";
        };
    }

    /// Values that stand in JSON as one text say so by how they are written.
    private static boolean isText(Class<?> target) {
        return Stream.concat(
                        Arrays.stream(target.getDeclaredFields()),
                        Arrays.stream(target.getDeclaredMethods()))
                .anyMatch(member -> member.isAnnotationPresent(JsonValue.class));
    }

    private static String place(JsonParseException failure) {
        return SOURCE.matcher(failure.getOriginalMessage()).replaceAll("$1")
                + " (line "
                + failure.getLocation().getLineNr()
                + ", column "
                + failure.getLocation().getColumnNr()
                + ")";
    }
}
