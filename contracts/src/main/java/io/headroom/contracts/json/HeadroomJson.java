package io.headroom.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// The JSON of the API, the bus and the agent: instants and durations as ISO 8601, enums lower-case-with-dashes.
public final class HeadroomJson {

    private static final ObjectMapper STRICT = configure(new JsonMapper());

    private static final ObjectMapper TOLERANT = trusting(configure(new JsonMapper()));

    private HeadroomJson() {}

    /// For what people and scripts send: an unknown field is wrong.
    public static ObjectMapper mapper() {
        return STRICT;
    }

    /// For what newer releases may have added fields to: events, reports, desired state.
    public static ObjectMapper tolerant() {
        return TOLERANT;
    }

    /// What our own programs wrote names no field twice; looking for it costs a hundredth of a service's processor time.
    private static ObjectMapper trusting(ObjectMapper mapper) {
        mapper.getFactory()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), false);
        mapper.setDefaultSetterInfo(JsonSetter.Value.empty());
        return mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// Makes a mapper that somebody else created write and read as the one of this class does.
    public static ObjectMapper configure(ObjectMapper mapper) {
        mapper.registerModule(new JavaTimeModule());
        mapper.registerModule(PlainInstants.module());
        mapper.registerModule(new DashedEnums());
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        mapper.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        // No list and no map means anything by a null in it; found here, it is found with its
        // place.
        mapper.setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        mapper.getFactory()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.getFactory()
                .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true);
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        refuse(mapper, LogicalType.Integer, CoercionInputShape.String);
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.String);
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.Integer);
        refuse(mapper, LogicalType.Textual, CoercionInputShape.Integer);
        refuse(mapper, LogicalType.Textual, CoercionInputShape.Float);
        refuse(mapper, LogicalType.Textual, CoercionInputShape.Boolean);
        return mapper;
    }

    private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape shape) {
        mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }
}
