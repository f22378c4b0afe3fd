package io.headroom.provisioning.provider;

/// Carries a [ProviderFailure] out of an adapter.
public final class ProviderException extends RuntimeException {

    private final transient ProviderFailure failure;

    public ProviderException(ProviderFailure failure) {
        super(failure.kind() + ": " + failure.detail());
        this.failure = failure;
    }

    public ProviderException(ProviderFailure failure, Throwable cause) {
        super(failure.kind() + ": " + failure.detail(), cause);
        this.failure = failure;
    }

    public ProviderFailure failure() {
        return failure;
    }
}
