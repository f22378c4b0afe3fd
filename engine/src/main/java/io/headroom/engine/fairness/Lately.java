package io.headroom.engine.fairness;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What tenants have used lately, as a part of what a tenant that always held the whole fleet would have used: so that it can be
/// compared with what is held now, and trees with each other that count in different ways.
///
/// Counted in dollars, an hour of a GPU that cost twice the mean of all hours used lately counts for two.
final class Lately {

    private final UseMeasure usual;
    private final Map<String, UseMeasure> uses;
    private final double gpus;
    private final double meanPrice;
    private final Instant now;

    Lately(FairnessPolicy policy, double gpus, List<PastUse> past, Instant now) {
        usual = policy.use();
        uses = policy.uses();
        this.gpus = gpus;
        this.now = now;
        double hours = past.stream().mapToDouble(PastUse::gpuHours).sum();
        double dollars = past.stream().mapToDouble(PastUse::dollars).sum();
        meanPrice = hours > 0 ? dollars / hours : 0;
    }

    /// A tenant's own part.
    double part(PastUse past) {
        UseMeasure measure = uses.getOrDefault(past.tenant(), usual);
        PastUse left = past.at(now, measure.halfLife());
        double hours =
                switch (measure.in()) {
                    case GPU_HOURS -> left.gpuHours();
                    // Where nothing has a price, all hours are alike.
                    case DOLLARS -> meanPrice > 0 ? left.dollars() / meanPrice : left.gpuHours();
                };
        return hours / PastUse.level(gpus, measure.halfLife());
    }
}
