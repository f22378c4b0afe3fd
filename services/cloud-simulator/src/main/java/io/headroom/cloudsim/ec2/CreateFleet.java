package io.headroom.cloudsim.ec2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;
import io.headroom.contracts.time.VirtualClock;

/// CreateFleet of type `instant`: tries several types and zones in one call, and reports what it could not get.
@Singleton
class CreateFleet {

    private static final String JOURNAL = "fleet";

    /// What came of it; kept under the call's token.
    record Fleet(String id, String fingerprint, List<Got> got, List<Missed> missed) {}

    record Got(Alternative alternative, List<String> instances) {}

    record Missed(Alternative alternative, String code, String message) {}

    /// @param template its id
    record Alternative(
            String template, String type, @Nullable String zone, CapacityType capacityType) {}

    /// An alternative with what is to be bought, in the order of preference.
    private record Candidate(Alternative alternative, Purchase purchase, double rank) {}

    private final RunInstances instances;
    private final LaunchTemplates templates;
    private final Catalogue catalogue;
    private final Market market;
    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, Fleet> byToken;

    CreateFleet(
            RunInstances instances,
            LaunchTemplates templates,
            Market market,
            VirtualClock clock,
            Journal journal) {
        this.instances = instances;
        this.templates = templates;
        this.catalogue = market.catalogue();
        this.market = market;
        this.clock = clock;
        this.journal = journal;
        this.byToken = new LinkedHashMap<>(journal.take(JOURNAL, Fleet.class));
    }

    synchronized Fleet create(Form form) {
        if (!form.get("Type").orElse("maintain").equals("instant")) {
            throw Ec2Error.bad("Unsupported", "Only fleets of type instant are simulated.");
        }
        Optional<String> token = form.get("ClientToken");
        Fleet before = token.map(byToken::get).orElse(null);
        if (before != null) {
            if (!before.fingerprint().equals(form.fingerprint())) {
                throw Ec2Error.of(new Refused(Refused.Why.TOKEN_REUSED, ""));
            }
            return before;
        }
        List<Candidate> candidates = candidates(form);
        if (form.yes("DryRun")) {
            throw new Ec2Error(
                    412,
                    "DryRunOperation",
                    "Request would have succeeded, but DryRun flag is set.");
        }
        Fleet fleet = buy(form, candidates, token);
        token.ifPresent(
                t -> {
                    byToken.put(t, fleet);
                    journal.put(JOURNAL, t, fleet);
                });
        return fleet;
    }

    private Fleet buy(Form form, List<Candidate> candidates, Optional<String> token) {
        int open =
                Integer.parseInt(form.required("TargetCapacitySpecification.TotalTargetCapacity"));
        List<Got> got = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (int n = 0; n < candidates.size() && open > 0; n++) {
            Candidate candidate = candidates.get(n);
            // A fleet that was cut off by a crash finds what it has bought under the alternative's
            // own token.
            String part = "fleet-" + n + "-";
            try {
                List<Machine> bought =
                        instances.buy(
                                candidate.purchase(),
                                new Launcher.Count(1, open),
                                token.map(t -> part + t),
                                form.fingerprint());
                open -= bought.size();
                got.add(
                        new Got(
                                candidate.alternative(),
                                bought.stream().map(Machine::id).toList()));
            } catch (Refused refused) {
                missed.add(
                        new Missed(
                                candidate.alternative(),
                                Ec2Error.fleetCode(refused, candidate.purchase().capacityType()),
                                Ec2Error.of(refused).said()));
            }
        }
        return new Fleet(Ids.fresh("fleet-"), form.fingerprint(), got, missed);
    }

    private List<Candidate> candidates(Form form) {
        boolean spot =
                form.get("TargetCapacitySpecification.DefaultTargetCapacityType")
                        .orElse(
                                form.number("TargetCapacitySpecification.SpotTargetCapacity", 0) > 0
                                        ? "spot"
                                        : "on-demand")
                        .equals("spot");
        String strategy =
                form.get(
                                spot
                                        ? "SpotOptions.AllocationStrategy"
                                        : "OnDemandOptions.AllocationStrategy")
                        .orElse("lowest-price");
        List<Candidate> candidates = new ArrayList<>();
        for (Form config : form.forms("LaunchTemplateConfigs")) {
            LaunchTemplates.Template template =
                    templates.find(config.under("LaunchTemplateSpecification."));
            List<Form> overrides = config.forms("Overrides");
            for (Form override : overrides.isEmpty() ? List.of(new Form(Map.of())) : overrides) {
                candidates.add(candidate(form, template, override, spot, strategy));
            }
        }
        if (candidates.isEmpty()) {
            throw Ec2Error.bad(
                    "MissingParameter",
                    "The request must contain the parameter LaunchTemplateConfigs");
        }
        candidates.sort(Comparator.comparingDouble(Candidate::rank));
        return candidates;
    }

    private Candidate candidate(
            Form fleet,
            LaunchTemplates.Template template,
            Form override,
            boolean spot,
            String strategy) {
        Map<String, String> values = new LinkedHashMap<>(override.over(template.form()).values());
        if (spot) {
            values.put("InstanceMarketOptions.MarketType", "spot");
            override.get("MaxPrice")
                    .ifPresent(p -> values.put("InstanceMarketOptions.SpotOptions.MaxPrice", p));
        }
        Purchase own = Purchase.of(new Form(values), catalogue);
        Map<String, String> tags = new LinkedHashMap<>(own.tags());
        tags.putAll(Purchase.tags(fleet));
        var purchase =
                new Purchase(
                        own.type(),
                        own.zone(),
                        own.capacityType(),
                        own.maxPrice(),
                        own.whenOff(),
                        own.userData(),
                        tags,
                        own.image());
        double rank =
                strategy.contains("prioritized")
                        ? Double.parseDouble(override.get("Priority").orElse("999"))
                        : price(purchase).micros();
        var alternative =
                new Alternative(
                        template.id(),
                        own.type().name(),
                        own.zone().orElse(null),
                        own.capacityType());
        return new Candidate(alternative, purchase, rank);
    }

    private Usd price(Purchase purchase) {
        String zone =
                purchase.zone().orElseGet(() -> catalogue.shelf(Provider.AWS).zones().getFirst());
        return switch (purchase.capacityType()) {
            case SPOT ->
                    market.spotPrices()
                            .at(Provider.AWS, zone, purchase.type().name(), clock.instant());
            case ON_DEMAND ->
                    market.listPrices()
                            .of(Provider.AWS, purchase.type().name(), clock.instant())
                            .hourly();
        };
    }
}
