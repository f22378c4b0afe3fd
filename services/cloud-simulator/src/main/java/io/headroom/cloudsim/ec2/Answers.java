package io.headroom.cloudsim.ec2;

import java.util.List;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;

/// EC2's answers, element by element.
final class Answers {

    static final String OWNER = "000000000000";

    private Answers() {}

    static void reservation(Xml xml, List<Machine> machines) {
        Machine first = machines.getFirst();
        xml.text("reservationId", Ids.reservation(first))
                .text("ownerId", OWNER)
                .in("groupSet", g -> {})
                .items("instancesSet", machines, Answers::instance);
    }

    static void reservations(Xml xml, DescribeInstances.Page page) {
        xml.items(
                "reservationSet",
                page.machines(),
                (item, machine) -> reservation(item, List.of(machine)));
        page.next().ifPresent(next -> xml.text("nextToken", next));
    }

    private static void instance(Xml xml, Machine machine) {
        var order = machine.order();
        xml.text("instanceId", machine.id()).text("imageId", order.detail());
        xml.in("instanceState", s -> state(s, machine.state()));
        xml.text("privateDnsName", "")
                .text("amiLaunchIndex", 0)
                .text("instanceType", order.type())
                .text("launchTime", machine.startedAt())
                .in(
                        "placement",
                        p -> p.text("availabilityZone", order.zone()).text("tenancy", "default"))
                .text("subnetId", "subnet-" + order.zone())
                .text("architecture", "x86_64")
                .text("rootDeviceType", "ebs");
        if (!machine.condition().reason().isEmpty()) {
            String reason = machine.condition().reason();
            xml.in("stateReason", r -> r.text("code", reason).text("message", reason));
        }
        if (machine.spot()) {
            xml.text("instanceLifecycle", "spot");
        }
        xml.text("clientToken", DescribeInstances.token(machine))
                .items(
                        "tagSet",
                        machine.labels().entrySet(),
                        (tag, entry) ->
                                tag.text("key", entry.getKey()).text("value", entry.getValue()));
    }

    static void changes(Xml xml, List<ChangeInstances.Change> changes) {
        xml.items(
                "instancesSet",
                changes,
                (item, change) ->
                        item.text("instanceId", change.after().id())
                                .in("currentState", s -> state(s, change.after().state()))
                                .in("previousState", s -> state(s, change.before())));
    }

    private static void state(Xml xml, MachineState state) {
        xml.text("code", DescribeInstances.stateCode(state))
                .text("name", DescribeInstances.stateName(state));
    }

    static void types(Xml xml, List<InstanceType> types) {
        xml.items(
                "instanceTypeSet",
                types,
                (item, type) ->
                        item.text("instanceType", type.name())
                                .text("currentGeneration", true)
                                .items(
                                        "supportedUsageClasses",
                                        List.of("on-demand", "spot"),
                                        (u, usage) -> u.plain(usage))
                                .text("bareMetal", type.name().endsWith(".metal"))
                                .in("vCpuInfo", v -> v.text("defaultVCpus", type.vcpus()))
                                .in("memoryInfo", m -> m.text("sizeInMiB", type.memoryMib()))
                                .in(
                                        "gpuInfo",
                                        g ->
                                                g.items(
                                                                "gpus",
                                                                List.of(type),
                                                                (gpu, t) ->
                                                                        gpu.text(
                                                                                        "name",
                                                                                        t
                                                                                                .gpuModel())
                                                                                .text(
                                                                                        "manufacturer",
                                                                                        "NVIDIA")
                                                                                .text(
                                                                                        "count",
                                                                                        t.gpus())
                                                                                .in(
                                                                                        "memoryInfo",
                                                                                        m ->
                                                                                                m
                                                                                                        .text(
                                                                                                                "sizeInMiB",
                                                                                                                t
                                                                                                                        .gpuMemoryMib())))
                                                        .text(
                                                                "totalGpuMemoryInMiB",
                                                                type.gpus()
                                                                        * type.gpuMemoryMib())));
    }

    static void offerings(Xml xml, List<DescribeMarket.Offering> offerings) {
        xml.items(
                "instanceTypeOfferingSet",
                offerings,
                (item, offering) ->
                        item.text("instanceType", offering.type())
                                .text("locationType", offering.locationType())
                                .text("location", offering.location()));
    }

    static void spotPrices(Xml xml, DescribeMarket.PricePage page) {
        xml.items(
                        "spotPriceHistorySet",
                        page.prices(),
                        (item, price) ->
                                item.text("instanceType", price.type())
                                        .text("productDescription", "Linux/UNIX")
                                        .text("spotPrice", price.price())
                                        .text("timestamp", price.since())
                                        .text("availabilityZone", price.zone()))
                .text("nextToken", page.next());
    }

    static void zones(Xml xml, Catalogue.Shelf shelf) {
        xml.items(
                "availabilityZoneInfo",
                shelf.zones(),
                (item, zone) ->
                        item.text("zoneName", zone)
                                .text("zoneState", "available")
                                .text("regionName", shelf.region())
                                .text("zoneId", zone + "-id")
                                .text("zoneType", "availability-zone"));
    }

    static void template(Xml xml, String name, LaunchTemplates.Template template) {
        xml.in(name, t -> templateBody(t, template));
    }

    static void templates(Xml xml, List<LaunchTemplates.Template> templates) {
        xml.items("launchTemplates", templates, Answers::templateBody);
    }

    private static void templateBody(Xml xml, LaunchTemplates.Template template) {
        xml.text("launchTemplateId", template.id())
                .text("launchTemplateName", template.name())
                .text("defaultVersionNumber", 1)
                .text("latestVersionNumber", 1);
    }

    static void fleet(Xml xml, CreateFleet.Fleet fleet) {
        xml.text("fleetId", fleet.id())
                .items(
                        "errorSet",
                        fleet.missed(),
                        (item, missed) ->
                                item.in(
                                                "launchTemplateAndOverrides",
                                                a -> alternative(a, missed.alternative()))
                                        .text(
                                                "lifecycle",
                                                missed.alternative().capacityType().word())
                                        .text("errorCode", missed.code())
                                        .text("errorMessage", missed.message()))
                .items(
                        "fleetInstanceSet",
                        fleet.got(),
                        (item, got) ->
                                item.in(
                                                "launchTemplateAndOverrides",
                                                a -> alternative(a, got.alternative()))
                                        .text("lifecycle", got.alternative().capacityType().word())
                                        .items(
                                                "instanceIds",
                                                got.instances(),
                                                (i, id) -> i.plain(id))
                                        .text("instanceType", got.alternative().type()));
    }

    private static void alternative(Xml xml, CreateFleet.Alternative alternative) {
        xml.in(
                        "launchTemplateSpecification",
                        s -> s.text("launchTemplateId", alternative.template()).text("version", 1))
                .in(
                        "overrides",
                        o ->
                                o.text("instanceType", alternative.type())
                                        .text("availabilityZone", alternative.zone()));
    }
}
