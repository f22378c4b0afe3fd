package io.headroom.provisioning.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.price.PriceList;
import io.headroom.provisioning.price.asking.PriceImport;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.lane.Providers;

/// What a pool's nodes will look like, asked of its provider; of the price list while that does not answer.
@Singleton
final class Templates {

    private static final Logger LOG = Logger.getLogger(Templates.class);

    private final Providers providers;
    private final PriceList list;
    private final ListPrices prices;
    private final PriceImport imports;

    @Inject
    Templates(Providers providers, PriceList list, ListPrices prices, PriceImport imports) {
        this.providers = providers;
        this.list = list;
        this.prices = prices;
        this.imports = imports;
    }

    /// Throws a problem that names each type, zone and machine that cannot be.
    List<NodeTemplate> of(PoolSpec spec) {
        List<FieldError> wrong = new ArrayList<>(WarmTarget.wrong(spec));
        if (spec.provider() != ProviderKind.REDFISH) {
            zones(spec, wrong);
        }
        List<NodeTemplate> known = known(spec);
        List<NodeTemplate> templates = new ArrayList<>();
        for (int i = 0; i < spec.instanceTypes().size(); i++) {
            String type = spec.instanceTypes().get(i);
            Optional<NodeTemplate> template =
                    known.stream().filter(t -> t.instanceType().equals(type)).findFirst();
            if (template.isEmpty()) {
                wrong.add(
                        new FieldError(
                                "instanceTypes[" + i + "]",
                                type
                                        + " is not a GPU instance type that "
                                        + spec.provider()
                                        + " offers in "
                                        + spec.region()));
            } else if (!hasPrice(spec, template.get())) {
                wrong.add(
                        new FieldError(
                                "instanceTypes[" + i + "]",
                                type + " has no price in any price list"));
            } else {
                templates.add(template.get());
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return spec.provider() == ProviderKind.REDFISH ? known : templates;
    }

    /// One that is in no list of ours is asked of the provider's.
    private boolean hasPrice(PoolSpec spec, NodeTemplate template) {
        String type = template.instanceType();
        if (list.find(spec.provider(), type).isPresent()) {
            return true;
        }
        imports.askFor(spec.provider(), spec.region(), template);
        return prices.find(spec.provider(), spec.region(), type).isPresent();
    }

    private static void zones(PoolSpec spec, List<FieldError> wrong) {
        for (int i = 0; i < spec.zones().size(); i++) {
            String zone = spec.zones().get(i);
            if (!zone.startsWith(spec.region()) || zone.length() <= spec.region().length()) {
                wrong.add(
                        new FieldError(
                                "zones[" + i + "]", zone + " is not a zone of " + spec.region()));
            }
        }
    }

    private List<NodeTemplate> known(PoolSpec spec) {
        try {
            return providers.ask(spec.provider(), "templates", (Provider p) -> p.templates(spec));
        } catch (ProviderException e) {
            if (spec.provider() == ProviderKind.REDFISH) {
                throw Problem.invalid("machines", e.failure().detail());
            }
            LOG.warnf(
                    "%s does not tell its types, the price list does: %s",
                    spec.provider(), e.getMessage());
            return list.templates(spec.provider());
        }
    }
}
