package io.headroom.provisioning.provider.aws;

import java.util.function.Supplier;

import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;

import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.Target;

/// Stops instances and starts them again. Neither call takes a token, and neither needs one: what is stopped twice is stopped.
final class Ec2Rest {

    private Ec2Rest() {}

    static StopInstancesRequest stop(Target target) {
        return StopInstancesRequest.builder().instanceIds(target.providerId()).build();
    }

    static StartInstancesRequest start(Target target) {
        return StartInstancesRequest.builder().instanceIds(target.providerId()).build();
    }

    /// An instance that is still stopping will be startable in a moment: the same call again is right.
    static Launched started(Target target, Supplier<StartInstancesResponse> call) {
        return Ec2Failures.translated(
                () -> {
                    try {
                        return new Launched(call.get().startingInstances().getFirst().instanceId());
                    } catch (Ec2Exception e) {
                        if (Ec2Failures.isInAnotherState(e)) {
                            throw new ProviderException(
                                    new ProviderFailure.Transient(
                                            target.providerId() + ": " + e.getMessage()),
                                    e);
                        }
                        throw e;
                    }
                });
    }
}
