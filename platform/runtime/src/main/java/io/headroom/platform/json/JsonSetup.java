package io.headroom.platform.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.HeadroomJson;

/// Makes the framework's mapper write and read as everybody else does.
@Singleton
public final class JsonSetup implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        HeadroomJson.configure(mapper);
    }

    /// After Quarkus' own, which is lenient towards unknown fields.
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }
}
