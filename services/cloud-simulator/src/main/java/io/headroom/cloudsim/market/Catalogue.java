package io.headroom.cloudsim.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// Everything that the simulated providers sell, read from one file.
public record Catalogue(Map<Provider, Shelf> providers, List<RedfishSystem> systems) {

    /// What one provider sells, and where.
    ///
    /// @param parts what its price list is made of, where it prices parts and not machines
    public record Shelf(
            String region,
            List<String> zones,
            Usd diskHourly,
            List<InstanceType> types,
            List<SkuPart> parts) {

        public Shelf {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }
    }

    /// A machine on premises that answers by Redfish.
    public record RedfishSystem(String id, String type, String zone) {}

    /// Reads the file, or the catalogue that comes with the simulator.
    public static Catalogue read(Optional<Path> file) {
        var yaml =
                YAMLMapper.builder()
                        .addModule(new JavaTimeModule())
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        try (InputStream in =
                file.isPresent()
                        ? Files.newInputStream(file.get())
                        : Objects.requireNonNull(
                                Catalogue.class.getResourceAsStream("/catalogue.yaml"))) {
            Catalogue read = yaml.readValue(in, Catalogue.class);
            read.providers().values().forEach(Catalogue::addUp);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the catalogue of machines", e);
        }
    }

    /// A machine whose parts are priced costs what its parts do.
    private static void addUp(Shelf shelf) {
        for (InstanceType type : shelf.types()) {
            List<SkuPart> parts = shelf.parts().stream().filter(p -> p.isIn(type)).toList();
            BigDecimal sum =
                    parts.stream()
                            .map(p -> p.hourly().multiply(p.in(type)))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (!parts.isEmpty() && !Usd.of(sum.toPlainString()).equals(type.hourly())) {
                throw new IllegalArgumentException(
                        "%s costs %s, its parts %s"
                                .formatted(type.name(), type.hourly(), sum.toPlainString()));
            }
        }
    }

    public Shelf shelf(Provider provider) {
        Shelf shelf = providers.get(provider);
        if (shelf == null) {
            throw new IllegalArgumentException("the catalogue has nothing of " + provider.word());
        }
        return shelf;
    }

    public Optional<InstanceType> find(Provider provider, String type) {
        return shelf(provider).types().stream().filter(t -> t.name().equals(type)).findFirst();
    }

    /// A type that is known to exist, because a machine of it does.
    public InstanceType type(Provider provider, String type) {
        return find(provider, type)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s does not sell %s".formatted(provider.word(), type)));
    }
}
