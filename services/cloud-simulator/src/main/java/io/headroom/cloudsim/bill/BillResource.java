package io.headroom.cloudsim.bill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.headroom.contracts.time.VirtualClock;

/// `/simulator/v1/bill`: what the providers charge. Instants are virtual; `label=key=value` narrows, and may be repeated.
@Path("/simulator/v1/bill")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BillResource {

    /// A whole bill.
    ///
    /// @param total the sum of all items
    public record Answer(Bill.Total total, List<Bill.Line> items) {}

    /// A bill over time.
    ///
    /// @param highest the highest point of the curve
    public record Course(Bill.Total highest, List<Bill.Total> items) {}

    private final Bill bill;
    private final VirtualClock clock;

    public BillResource(Bill bill, VirtualClock clock) {
        this.bill = bill;
        this.clock = clock;
    }

    @GET
    public Answer bill(
            @QueryParam("at") Optional<String> at, @QueryParam("label") List<String> labels) {
        Labels which = Labels.of(labels);
        Instant when = when(at);
        return new Answer(bill.total(which, when), bill.lines(which, when));
    }

    @GET
    @Path("/total")
    public Bill.Total total(
            @QueryParam("at") Optional<String> at, @QueryParam("label") List<String> labels) {
        return bill.total(Labels.of(labels), when(at));
    }

    /// The highest that charged + still chargeable ever was up to an instant.
    @GET
    @Path("/highest")
    public Bill.Total highest(
            @QueryParam("at") Optional<String> at, @QueryParam("label") List<String> labels) {
        return bill.curve(Labels.of(labels)).highest(when(at));
    }

    @GET
    @Path("/curve")
    public Course curve(
            @QueryParam("at") Optional<String> at, @QueryParam("label") List<String> labels) {
        Curve curve = bill.curve(Labels.of(labels));
        Instant when = when(at);
        return new Course(curve.highest(when), curve.points(when));
    }

    private Instant when(Optional<String> at) {
        return at.map(Instant::parse).orElseGet(clock::instant);
    }
}
