package io.headroom.provisioning.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;

/// On-demand list prices, from a file: the one that comes with this release, or the one named by `headroom.prices.file`.
@Singleton
public final class PriceList {

    /// What an instance type costs by the list, and what is thought of it before anything was learned.
    ///
    /// @param perHour of the machine; @param diskPerHour of its boot disk
    /// @param spotShare what spot costs of the list price, where the provider publishes no price
    /// @param boot from the launch to a ready agent
    public record Entry(
            ProviderKind provider,
            String instanceType,
            GpuModel gpuModel,
            int gpus,
            int cpuMillis,
            int memoryMib,
            Money perHour,
            Money diskPerHour,
            double spotShare,
            Duration boot) {

        NodeTemplate template() {
            return new NodeTemplate(instanceType, gpuModel, gpus, cpuMillis, memoryMib);
        }
    }

    private final List<Entry> entries;
    private final PriceSource source;

    @Inject
    PriceList(PriceSettings settings) {
        Optional<Path> file = settings.file();
        this.entries = file.map(PriceList::read).orElseGet(PriceList::builtIn);
        this.source = file.isPresent() ? PriceSource.FILE : PriceSource.BUILT_IN;
    }

    /// Whose it is.
    PriceSource source() {
        return source;
    }

    public Optional<Entry> find(ProviderKind provider, String instanceType) {
        return entries.stream()
                .filter(e -> e.provider() == provider && e.instanceType().equals(instanceType))
                .findFirst();
    }

    public List<NodeTemplate> templates(ProviderKind provider) {
        return entries.stream().filter(e -> e.provider() == provider).map(Entry::template).toList();
    }

    private static List<Entry> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the price list " + file + " cannot be read", e);
        }
    }

    private static List<Entry> builtIn() {
        try (InputStream in =
                Objects.requireNonNull(
                        PriceList.class.getResourceAsStream("/prices.json"), "prices.json")) {
            return parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in price list cannot be read", e);
        }
    }

    private static List<Entry> parse(InputStream in) throws IOException {
        return HeadroomJson.mapper().readValue(in, new TypeReference<List<Entry>>() {});
    }
}
