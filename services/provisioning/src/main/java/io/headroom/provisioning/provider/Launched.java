package io.headroom.provisioning.provider;

/// The provider has it.
///
/// @param providerId its name there
public record Launched(String providerId) {}
