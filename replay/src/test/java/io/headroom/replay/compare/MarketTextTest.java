package io.headroom.replay.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.replay.fleet.given.Scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What can be bought is read as people write it, and what is wrong is named.
class MarketTextTest {

    private static final String TYPE =
            "'instanceType':'x8','gpuModel':'H100','gpus':8,'cpuMillis':96000,'memoryMib':1000000";

    @Test
    void a_price_may_be_a_number_or_in_quotes() throws JsonProcessingException {
        MarketFile file =
                MarketText.read(
                        types(
                                TYPE + ",'pricePerHour':32.5",
                                TYPE + ",'pricePerHour':'12','capacityType':'spot'"));

        assertThat(file.types())
                .extracting(MarketFile.Type::pricePerHour)
                .containsExactly(Money.of("32.5"), Money.of("12"));
        assertThat(file.types().getLast().capacityType()).isEqualTo(CapacityType.SPOT);
    }

    @Test
    void stopped_nodes_have_a_number_and_a_price_for_their_disks() throws JsonProcessingException {
        MarketFile file =
                MarketText.read(
                        types(
                                TYPE + ",'pricePerHour':1,'warm':{'max':30,'diskPerHour':0.08}",
                                TYPE + ",'pricePerHour':1,'warm':{'max':2}",
                                TYPE + ",'pricePerHour':1,'warm':{}",
                                TYPE + ",'pricePerHour':1"));

        assertThat(file.types())
                .extracting(MarketFile.Type::warm)
                .containsExactly(
                        new MarketFile.Warm(30, Money.of("0.08")),
                        new MarketFile.Warm(2, Scenario.SOME_DISK),
                        new MarketFile.Warm(null, Scenario.SOME_DISK),
                        null);
    }

    @Test
    void what_is_wrong_is_named() throws JsonProcessingException {
        refuses("pricePerHour", TYPE + ",'pricePerHour':-1");
        refuses("pricePerHour", TYPE);
        refuses("interruptionPerHour", TYPE + ",'pricePerHour':1,'interruptionPerHour':3");
        refuses("zones", TYPE + ",'pricePerHour':1,'zones':['']");
        refuses("warm.max", TYPE + ",'pricePerHour':1,'warm':{'max':-1}");
        refuses("warm.most", TYPE + ",'pricePerHour':1,'warm':{'max':1,'most':2}");
        refuses("prize", TYPE + ",'pricePerHour':1,'prize':1");
        refuses("gpuModel", TYPE.replace("H100", "Z9") + ",'pricePerHour':1");
        refuses("cpuMillis", TYPE.replace("96000", "'many'") + ",'pricePerHour':1");
    }

    @Test
    void a_file_without_types_is_refused() throws JsonProcessingException {
        JsonNode nothing = HeadroomJson.mapper().readTree("\"foo\"");

        assertThatThrownBy(() -> MarketText.read(nothing)).hasMessageStartingWith("types:");
    }

    private static void refuses(String field, String type) throws JsonProcessingException {
        JsonNode wrong = types(type);
        assertThatThrownBy(() -> MarketText.read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("types[0]." + field + ": ");
    }

    private static JsonNode types(String... types) throws JsonProcessingException {
        String all = "{'types':[{" + String.join("},{", types) + "}]}";
        return HeadroomJson.mapper().readTree(all.replace('\'', '"'));
    }
}
