package io.headroom.cloudsim.gce;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.wire.Digest;

/// Google's resources as JSON.
final class GceJson {

    private static final String BASE = "https://www.googleapis.com/compute/v1/projects/";

    private GceJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode instance(String project, Machine machine) {
        var order = machine.order();
        String zone = BASE + project + "/zones/" + order.zone();
        ObjectNode json = object();
        json.put("kind", "compute#instance")
                .put("id", machine.id())
                .put("name", order.name())
                .put("status", status(machine.state()))
                .put("zone", zone)
                .put("machineType", zone + "/machineTypes/" + order.type())
                .put("creationTimestamp", order.at().toString())
                .put("selfLink", zone + "/instances/" + order.name())
                .put("lastStartTimestamp", machine.startedAt().toString())
                .put("labelFingerprint", fingerprint(machine));
        ObjectNode labels = json.putObject("labels");
        machine.labels().forEach(labels::put);
        json.putObject("scheduling")
                .put("provisioningModel", machine.spot() ? "SPOT" : "STANDARD")
                .put("preemptible", machine.spot())
                .put("onHostMaintenance", "TERMINATE");
        if (machine.state() == MachineState.STOPPED) {
            json.put("lastStopTimestamp", machine.condition().since().toString())
                    .put("statusMessage", machine.condition().reason());
        }
        return json;
    }

    static String fingerprint(Machine machine) {
        return Digest.of(machine.labels().toString()).substring(0, 12);
    }

    static String status(MachineState state) {
        return switch (state) {
            case PENDING -> "PROVISIONING";
            case BOOTING, RUNNING -> "RUNNING";
            case STOPPING, TERMINATING -> "STOPPING";
            case STOPPED, TERMINATED -> "TERMINATED";
        };
    }

    /// A field by the name that a filter uses.
    static String field(Machine machine, String name) {
        if (name.startsWith("labels.")) {
            return machine.labels().getOrDefault(name.substring(7), "");
        }
        return switch (name) {
            case "name" -> machine.order().name();
            case "id" -> machine.id();
            case "status" -> status(machine.state());
            case "zone" -> machine.order().zone();
            case "machineType" -> machine.order().type();
            default ->
                    throw GceError.invalid(
                            "Invalid value for field 'filter': unknown field '%s'."
                                    .formatted(name));
        };
    }

    static ObjectNode operation(Operation operation, Instant now) {
        String zone = BASE + operation.project() + "/zones/" + operation.zone();
        String status = operation.status(now);
        ObjectNode json = object();
        json.put("kind", "compute#operation")
                .put(
                        "id",
                        Long.toString(
                                Long.parseUnsignedLong(operation.name().substring(10, 25), 16)))
                .put("name", operation.name())
                .put("zone", zone)
                .put("operationType", operation.kind())
                .put("status", status)
                .put("progress", status.equals("DONE") ? 100 : 0)
                .put("targetLink", zone + "/instances/" + operation.target())
                .put("targetId", operation.targetId())
                .put("insertTime", operation.insertedAt().toString())
                .put("selfLink", zone + "/operations/" + operation.name());
        if (!operation.requestId().isEmpty()) {
            json.put("clientOperationId", operation.requestId());
        }
        Operation.Failure failure = operation.failure();
        if (status.equals("DONE") && failure != null) {
            json.put("httpErrorStatusCode", failure.code().equals("QUOTA_EXCEEDED") ? 403 : 503)
                    .put(
                            "httpErrorMessage",
                            failure.code().equals("QUOTA_EXCEEDED")
                                    ? "FORBIDDEN"
                                    : "SERVICE UNAVAILABLE");
            json.putObject("error")
                    .putArray("errors")
                    .addObject()
                    .put("code", failure.code())
                    .put("message", failure.message());
        }
        return json;
    }

    static ObjectNode machineType(String project, String zone, InstanceType type) {
        ObjectNode json = object();
        json.put("kind", "compute#machineType")
                .put("id", Long.toString(Integer.toUnsignedLong(type.name().hashCode())))
                .put("name", type.name())
                .put("zone", zone)
                .put("guestCpus", type.vcpus())
                .put("memoryMb", type.memoryMib())
                .put(
                        "selfLink",
                        BASE + project + "/zones/" + zone + "/machineTypes/" + type.name());
        json.putArray("accelerators")
                .addObject()
                .put("guestAcceleratorType", type.acceleratorName())
                .put("guestAcceleratorCount", type.gpus());
        return json;
    }

    /// A page of a list.
    static ObjectNode list(String kind, List<ObjectNode> items, Page page) {
        ObjectNode json = object();
        json.put("kind", kind).put("id", "list");
        List<ObjectNode> chosen = page.of(items);
        json.putArray("items").addAll(chosen);
        page.next(items).ifPresent(next -> json.put("nextPageToken", next));
        return json;
    }
}
