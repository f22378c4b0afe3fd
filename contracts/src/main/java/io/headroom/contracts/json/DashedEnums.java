package io.headroom.contracts.json;

import java.util.Locale;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import org.jspecify.annotations.Nullable;

/// Writes `FINE_TUNING` as `fine-tuning`, for every enum that does not say otherwise by `@JsonProperty` or `@JsonValue`.
public final class DashedEnums extends Module {

    /// The name of a constant as it stands in JSON, in subjects and on the command line.
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String getModuleName() {
        return "headroom-dashed-enums";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        // Appended, not inserted: Jackson's own introspector comes last and so its annotations win.
        context.appendAnnotationIntrospector(new Names());
    }

    private static final class Names extends NopAnnotationIntrospector {
        @Override
        public String[] findEnumValues(
                MapperConfig<?> config,
                AnnotatedClass annotatedClass,
                Enum<?>[] enumValues,
                @Nullable String[] names) {
            String[] dashed = new String[enumValues.length];
            for (int i = 0; i < enumValues.length; i++) {
                String given = names[i];
                dashed[i] = given == null ? nameOf(enumValues[i]) : given;
            }
            return dashed;
        }
    }
}
