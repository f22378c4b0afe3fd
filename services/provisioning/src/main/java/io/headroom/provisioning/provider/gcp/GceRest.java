package io.headroom.provisioning.provider.gcp;

import com.google.cloud.compute.v1.DeleteInstanceRequest;
import com.google.cloud.compute.v1.StartInstanceRequest;
import com.google.cloud.compute.v1.StopInstanceRequest;

import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Target;

/// Stops instances, starts them again, and deletes them.
final class GceRest {

    private GceRest() {}

    /// What lies on local SSDs is the replicas' scratch, and with them the call is refused unless it says so.
    static StopInstanceRequest stop(Target target, String project) {
        return StopInstanceRequest.newBuilder()
                .setProject(project)
                .setZone(target.zone())
                .setInstance(target.providerId())
                .setDiscardLocalSsd(true)
                .build();
    }

    static StartInstanceRequest start(LaunchAttempt attempt, String project) {
        return StartInstanceRequest.newBuilder()
                .setProject(project)
                .setZone(attempt.zone())
                .setInstance(attempt.woken().providerId())
                .setRequestId(attempt.token())
                .build();
    }

    static DeleteInstanceRequest delete(Target target, String project) {
        return DeleteInstanceRequest.newBuilder()
                .setProject(project)
                .setZone(target.zone())
                .setInstance(target.providerId())
                .build();
    }
}
