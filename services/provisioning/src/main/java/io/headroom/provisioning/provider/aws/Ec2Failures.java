package io.headroom.provisioning.provider.aws;

import java.util.Set;
import java.util.function.Supplier;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;

/// What EC2's error codes mean to us.
final class Ec2Failures {

    private static final Set<String> NO_CAPACITY =
            Set.of(
                    "InsufficientInstanceCapacity",
                    "InsufficientHostCapacity",
                    "InsufficientReservedInstanceCapacity",
                    "InsufficientCapacityOnOutpost",
                    "SpotMaxPriceTooLow",
                    "UnfulfillableCapacity",
                    "Unsupported");
    private static final Set<String> QUOTA =
            Set.of(
                    "VcpuLimitExceeded",
                    "InstanceLimitExceeded",
                    "MaxSpotInstanceCountExceeded",
                    "InsufficientFreeAddressesInSubnet");
    private static final Set<String> THROTTLED =
            Set.of(
                    "RequestLimitExceeded",
                    "Throttling",
                    "ThrottlingException",
                    "EC2ThrottledException");
    private static final Set<String> TRANSIENT =
            Set.of("InternalError", "InternalFailure", "Unavailable", "ServiceUnavailable");

    private Ec2Failures() {}

    /// Makes a call and throws what failed as what it means.
    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (Ec2Exception e) {
            throw new ProviderException(of(e), e);
        } catch (SdkClientException e) {
            throw new ProviderException(of(e), e);
        }
    }

    static ProviderFailure of(Ec2Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        String said =
                code
                        + ": "
                        + (details == null ? e.getMessage() : details.errorMessage())
                        + " (HTTP "
                        + e.statusCode()
                        + ")";
        if (NO_CAPACITY.contains(code)) {
            return new ProviderFailure.NoCapacity(said);
        }
        if (QUOTA.contains(code)) {
            return new ProviderFailure.QuotaReached(said);
        }
        if (THROTTLED.contains(code) || e.isThrottlingException()) {
            return new ProviderFailure.Throttled(said);
        }
        // The server took the call and failed: it may have been carried out.
        if (TRANSIENT.contains(code) || e.statusCode() >= 500) {
            return new ProviderFailure.Transient(said);
        }
        return new ProviderFailure.Denied(said);
    }

    static ProviderFailure of(SdkClientException e) {
        boolean late =
                e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
        String said = String.valueOf(e.getMessage());
        if (!late && said.contains("Unable to load credentials")) {
            return new ProviderFailure.Denied(said);
        }
        boolean neverSent = !late && said.contains("Connection refused");
        return neverSent ? new ProviderFailure.Transient(said) : new ProviderFailure.Unknown(said);
    }

    static boolean isInAnotherState(Ec2Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details != null && "IncorrectInstanceState".equals(details.errorCode());
    }

    static boolean notFound(Ec2Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details != null
                && String.valueOf(details.errorCode()).startsWith("InvalidInstanceID");
    }
}
