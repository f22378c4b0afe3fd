package io.headroom.platform.rest;

/// A wrong field and what is wrong with it; the field as a path: `gpu.count`, `replicas`, `models[1]`.
public record FieldError(String field, String message) {}
