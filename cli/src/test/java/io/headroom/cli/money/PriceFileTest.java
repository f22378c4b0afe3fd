package io.headroom.cli.money;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Prices as operators write them down.
class PriceFileTest {

    @TempDir Path folder = Path.of("");

    @Test
    void a_table_becomes_prices_and_what_is_empty_is_left_out() throws IOException {
        PriceFile read =
                read(
                        "prices.csv",
                        """
                        # what we agreed on
                        provider, region, instanceType, perHour, from, until

                        aws, us-east-1, p5.48xlarge, 49.50, 2026-12-01T00:00:00Z,
                        gcp, us-central1, a2-highgpu-8g, 25.00, , 2027-01-01T00:00:00Z
                        """);
        assertThat(read.body().path("prices")).hasSize(2);
        assertThat(read.body().path("prices").path(0).path("perHour").asText()).isEqualTo("49.50");
        assertThat(read.body().path("prices").path(0).has("until")).isFalse();
        assertThat(read.body().path("prices").path(1).has("from")).isFalse();
        assertThat(read.lines()).containsExactly(4, 5);
        assertThat(read.inItsLines(List.of("The request is not valid", "  prices[1].perHour: no")))
                .contains("line 5, perHour: no");
    }

    @Test
    void a_document_is_taken_as_it_is() throws IOException {
        PriceFile read =
                read(
                        "prices.yaml",
                        """
                        prices:
                          - {provider: aws, region: us-east-1, instanceType: p5.48xlarge, perHour: "49.50"}
                        """);
        assertThat(read.body().path("prices")).hasSize(1);
        assertThat(read.inItsLines(List.of("prices[0].perHour: no")))
                .contains("prices[0].perHour: no");
    }

    @Test
    void what_is_no_table_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("a.csv", "provider,price\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("'price'");
        assertThatThrownBy(() -> read("b.csv", "provider,region\naws\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> PriceFile.read(folder.resolve("none.csv")))
                .isInstanceOf(Refused.class);
    }

    private PriceFile read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return PriceFile.read(file);
    }
}
