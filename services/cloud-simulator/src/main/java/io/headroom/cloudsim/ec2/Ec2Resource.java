package io.headroom.cloudsim.ec2;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.call.Calls;
import io.headroom.cloudsim.call.Gate;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Connection;
import io.headroom.cloudsim.wire.Signature;
import io.headroom.contracts.time.VirtualClock;

/// `/ec2/`: one address for all of EC2's calls; the form's `Action` says which.
@Path("/ec2")
@Produces(MediaType.TEXT_XML)
@RunOnVirtualThread
public class Ec2Resource {

    /// An answer that is ready to be written, and the instances that it is about.
    private record Answer(Consumer<Xml> body, List<String> subjects) {}

    private final Signature signature;
    private final Gate gate;
    private final Calls calls;
    private final VirtualClock clock;
    private final RunInstances runInstances;
    private final CreateFleet createFleet;
    private final LaunchTemplates templates;
    private final DescribeInstances describeInstances;
    private final ChangeInstances changeInstances;
    private final DescribeMarket market;
    private final Connection connection;

    Ec2Resource(
            Signature signature,
            Gate gate,
            Calls calls,
            VirtualClock clock,
            RunInstances runInstances,
            CreateFleet createFleet,
            LaunchTemplates templates,
            DescribeInstances describeInstances,
            ChangeInstances changeInstances,
            DescribeMarket market,
            Connection connection) {
        this.signature = signature;
        this.gate = gate;
        this.calls = calls;
        this.clock = clock;
        this.runInstances = runInstances;
        this.createFleet = createFleet;
        this.templates = templates;
        this.describeInstances = describeInstances;
        this.changeInstances = changeInstances;
        this.market = market;
        this.connection = connection;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response call(@Context HttpHeaders headers, String body) {
        Instant arrived = clock.realTime().instant();
        String requestId = UUID.randomUUID().toString();
        Form form = Form.parse(body);
        String action = form.get("Action").orElse("");
        try {
            checkSignature(headers, body);
            gate.pass(Provider.AWS, action);
            Answer answer = answer(action, form);
            String xml = Xml.response(action, requestId, answer.body());
            boolean lost = gate.losesAnswer(Provider.AWS, action);
            calls.record(arrived, Provider.AWS, action, lost ? "lost" : "ok", answer.subjects());
            if (lost) {
                connection.drop();
            }
            return Response.ok(xml).build();
        } catch (Refused refused) {
            return failed(arrived, action, requestId, Ec2Error.of(refused));
        } catch (Ec2Error error) {
            return failed(arrived, action, requestId, error);
        }
    }

    private void checkSignature(HttpHeaders headers, String body) {
        switch (signature.of("ec2", headers, connection.path(), body)) {
            case RIGHT -> {}
            case MISSING ->
                    throw new Ec2Error(
                            401, "MissingAuthenticationToken", "The request must be signed.");
            case WRONG ->
                    throw new Ec2Error(
                            401,
                            "AuthFailure",
                            "AWS was not able to validate the provided access credentials");
        }
    }

    private Response failed(Instant arrived, String action, String requestId, Ec2Error error) {
        calls.record(arrived, Provider.AWS, action, error.code(), List.of());
        return Response.status(error.status())
                .entity(Xml.error(requestId, error.code(), error.said()))
                .build();
    }

    private Answer answer(String action, Form form) {
        return switch (action) {
            case "RunInstances" -> {
                List<Machine> started = runInstances.run(form);
                yield new Answer(
                        xml -> Answers.reservation(xml, started),
                        started.stream().map(Machine::id).toList());
            }
            case "CreateFleet" -> {
                CreateFleet.Fleet fleet = createFleet.create(form);
                yield new Answer(
                        xml -> Answers.fleet(xml, fleet),
                        fleet.got().stream().flatMap(g -> g.instances().stream()).toList());
            }
            case "DescribeInstances" -> {
                DescribeInstances.Page page = describeInstances.describe(form);
                yield new Answer(xml -> Answers.reservations(xml, page), List.of());
            }
            case "TerminateInstances" -> changed(changeInstances.terminate(form));
            case "StopInstances" -> changed(changeInstances.stop(form));
            case "StartInstances" -> changed(changeInstances.start(form));
            case "CreateTags" -> {
                changeInstances.tag(form);
                yield new Answer(xml -> xml.text("return", true), form.list("ResourceId"));
            }
            default -> ofTheMarket(action, form);
        };
    }

    private Answer ofTheMarket(String action, Form form) {
        Consumer<Xml> body =
                switch (action) {
                    case "DescribeInstanceTypes" -> xml -> Answers.types(xml, market.types(form));
                    case "DescribeInstanceTypeOfferings" ->
                            xml -> Answers.offerings(xml, market.offerings(form));
                    case "DescribeSpotPriceHistory" ->
                            xml -> Answers.spotPrices(xml, market.spotPrices(form));
                    case "DescribeAvailabilityZones" -> xml -> Answers.zones(xml, market.shelf());
                    case "CreateLaunchTemplate" ->
                            xml -> Answers.template(xml, "launchTemplate", templates.create(form));
                    case "DeleteLaunchTemplate" ->
                            xml -> Answers.template(xml, "launchTemplate", templates.delete(form));
                    case "DescribeLaunchTemplates" ->
                            xml -> Answers.templates(xml, templates.describe(form));
                    default ->
                            throw Ec2Error.bad(
                                    "InvalidAction",
                                    "The action %s is not valid for this web service."
                                            .formatted(action));
                };
        return new Answer(body, List.of());
    }

    private static Answer changed(List<ChangeInstances.Change> changes) {
        return new Answer(
                xml -> Answers.changes(xml, changes),
                changes.stream().map(c -> c.after().id()).toList());
    }
}
