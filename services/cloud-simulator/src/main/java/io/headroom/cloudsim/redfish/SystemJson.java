package io.headroom.cloudsim.redfish;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.InstanceType;

/// Redfish's resources as JSON.
final class SystemJson {

    static final String SYSTEMS = "/redfish/v1/Systems";

    private SystemJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode resource(String path, String type, String id, String name) {
        return object().put("@odata.id", path)
                .put("@odata.type", type)
                .put("Id", id)
                .put("Name", name);
    }

    static ObjectNode root() {
        ObjectNode root =
                resource(
                        "/redfish/v1/",
                        "#ServiceRoot.v1_16_0.ServiceRoot",
                        "RootService",
                        "Root Service");
        root.put("RedfishVersion", "1.18.0");
        root.putObject("Systems").put("@odata.id", SYSTEMS);
        root.putObject("SessionService").put("@odata.id", "/redfish/v1/SessionService");
        root.putObject("Links")
                .putObject("Sessions")
                .put("@odata.id", "/redfish/v1/SessionService/Sessions");
        return root;
    }

    static ObjectNode collection(Iterable<String> ids) {
        ObjectNode json = object();
        json.put("@odata.id", SYSTEMS)
                .put("@odata.type", "#ComputerSystemCollection.ComputerSystemCollection")
                .put("Name", "Computer System Collection");
        var members = json.putArray("Members");
        ids.forEach(id -> members.addObject().put("@odata.id", SYSTEMS + "/" + id));
        return json.put("Members@odata.count", members.size());
    }

    static ObjectNode system(
            String id,
            InstanceType type,
            Systems.Controller controller,
            Optional<Machine> machine) {
        ObjectNode json =
                resource(SYSTEMS + "/" + id, "#ComputerSystem.v1_22_0.ComputerSystem", id, id);
        json.put("SystemType", "Physical")
                .put("Model", type.name())
                .put("AssetTag", controller.assetTag())
                .put("PowerState", powerState(machine));
        json.putObject("BootProgress").put("LastState", bootProgress(machine));
        json.putObject("Status").put("State", "Enabled").put("Health", "OK");
        json.putObject("MemorySummary").put("TotalSystemMemoryGiB", type.memoryMib() / 1024);
        json.putObject("ProcessorSummary").put("LogicalProcessorCount", type.vcpus());
        // The user data itself stays unread: it holds a token.
        json.putObject("Oem")
                .putObject("Headroom")
                .put("GpuModel", type.model())
                .put("Gpus", type.gpus())
                .put("GpuMemoryMiB", type.gpuMemoryMib())
                .put("UserDataSet", !controller.userData().isEmpty());
        json.putObject("Actions")
                .putObject("#ComputerSystem.Reset")
                .put("target", SYSTEMS + "/" + id + "/Actions/ComputerSystem.Reset")
                .putArray("ResetType@Redfish.AllowableValues")
                .add("On")
                .add("GracefulShutdown")
                .add("ForceOff");
        return json;
    }

    private static String powerState(Optional<Machine> machine) {
        return machine.map(
                        m ->
                                switch (m.state()) {
                                    case PENDING -> "PoweringOn";
                                    case BOOTING, RUNNING -> "On";
                                    case STOPPING, TERMINATING -> "PoweringOff";
                                    case STOPPED, TERMINATED -> "Off";
                                })
                .orElse("Off");
    }

    private static String bootProgress(Optional<Machine> machine) {
        return machine.map(
                        m ->
                                switch (m.state()) {
                                    case PENDING -> "SystemHardwareInitializationComplete";
                                    case BOOTING -> "OSBootStarted";
                                    case RUNNING -> "OSRunning";
                                    case STOPPING, TERMINATING, STOPPED, TERMINATED -> "None";
                                })
                .orElse("None");
    }
}
