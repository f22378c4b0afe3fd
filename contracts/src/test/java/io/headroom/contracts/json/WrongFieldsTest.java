package io.headroom.contracts.json;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.contracts.workload.WorkloadSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Whoever sent something wrong is told where and what in their own words, and nothing of how it was read.
class WrongFieldsTest {

    private static final String WORK =
            "{\"name\":\"a\",\"tenant\":\"t\",\"class\":\"training\",\"gpu\":{\"count\":1},\"run\":{\"command\":[\"x\"]}%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",\"labels\":{\"a\":null} | labels.a | must not be null",
                ",\"priority\":99999999999999 | priority | is a number out of range",
                ",\"lane\":{\"a\":1} | lane | must be a text",
                ",\"topology\":3 | topology | must be an object",
            })
    void a_workload(String more, String field, String message) {
        assertThat(wrong(WORK.formatted(more), WorkloadSpec.class))
                .containsExactly(new InvalidFields.Field(field, message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | gpu.count",
                "{\"count\":1,\"models\":[\"H100\",\"X9\"]} | gpu.models[1]",
            })
    void what_gpus_are_asked_for(String gpu, String field) {
        String body = WORK.formatted("").replace("{\"count\":1}", gpu);
        assertThat(wrong(body, WorkloadSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly(field);
    }

    @Test
    void what_is_run_names_each_port_and_each_variable() {
        String body =
                WORK.formatted("")
                        .replace(
                                "\"command\":[\"x\"]",
                                "\"command\":[\"x\"],\"ports\":[80,0,70000],\"env\":{\"\":\"1\",\"A B\":\"2\",\"HEADROOM_PEERS\":\"3\",\"OK_1\":\"4\"}");
        assertThat(wrong(body, WorkloadSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly(
                        "run.env.",
                        "run.env.A B",
                        "run.env.HEADROOM_PEERS",
                        "run.ports[1]",
                        "run.ports[2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"port\":0,\"counter\":\"n\",\"perSecondPerGpu\":1} | run.requests.port",
                "{\"counter\":\"n\",\"perSecondPerGpu\":1} | run.requests.port",
                "{\"port\":80,\"counter\":\"a b\",\"perSecondPerGpu\":1} | run.requests.counter",
                "{\"port\":80,\"counter\":\"n\",\"perSecondPerGpu\":0} | run.requests.perSecondPerGpu",
                "{\"port\":80,\"counter\":\"n\"} | run.requests.perSecondPerGpu",
                "{\"port\":80,\"path\":\"//x y\",\"counter\":\"n\",\"perSecondPerGpu\":1} | run.requests.path",
                "{\"port\":80,\"counter\":\"n\",\"perSecondPerGpu\":1,\"portStep\":-1} | run.requests.portStep",
                "{\"port\":65535,\"counter\":\"n\",\"perSecondPerGpu\":1,\"portStep\":1} | run.requests.portStep",
                "{\"port\":80,\"counter\":\"n\",\"perSecondPerGpu\":1,\"host\":\"10.0.0.1\"} | run.requests.host",
            })
    void how_requests_are_counted(String requests, String field) {
        String body =
                WORK.formatted(",\"replicas\":2")
                        .replace("training", "online-inference")
                        .replace("[\"x\"]", "[\"x\"],\"requests\":" + requests);
        assertThat(wrong(body, WorkloadSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly(field);
    }

    @Test
    void only_what_answers_requests_has_them_counted() {
        String body =
                WORK.formatted("")
                        .replace(
                                "[\"x\"]",
                                "[\"x\"],\"requests\":{\"port\":80,\"counter\":\"n\",\"perSecondPerGpu\":1}");
        assertThat(wrong(body, WorkloadSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly("run.requests");
    }

    @Test
    void a_body_of_another_kind_is_told_without_the_names_of_classes() {
        assertThat(wrong("[]", WorkloadSpec.class).getFirst().message())
                .isEqualTo("must be an object");
        assertThat(wrong("{\"amount\":{}}", BudgetSpec.class).getFirst().message())
                .startsWith("must be an amount");
        assertThat(wrong("[".repeat(5000), JsonNode.class).getFirst().message())
                .startsWith("is nested too deeply");
    }

    @Test
    void a_threshold_is_named_by_its_place() {
        String body =
                "{\"amount\":\"1\",\"period\":{\"every\":\"month\"},\"thresholds\":[{\"percent\":80},{\"percent\":800}]}";
        assertThat(wrong(body, BudgetSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly("thresholds[1].percent");
    }

    @Test
    void a_tenant_that_may_have_less_than_nothing() {
        assertThat(wrong("{\"maxGpus\":-5}", TenantSpec.class))
                .containsExactly(new InvalidFields.Field("maxGpus", "must not be negative"));
    }

    @Test
    void a_pool_names_nothing_twice_and_buys_no_reserved_capacity() {
        String body =
                "{\"provider\":\"aws\",\"region\":\"r\",\"zones\":[\"a\",\"a\"],\"instanceTypes\":[\"x\",\"x\"],"
                        + "\"capacityTypes\":[\"reserved\"],\"max\":1}";
        assertThat(wrong(body, PoolSpec.class))
                .extracting(InvalidFields.Field::field)
                .containsExactly("zones", "instanceTypes", "capacityTypes");
    }

    @Test
    void an_amount_is_written_as_people_write_it() {
        assertThat(Money.of("2500.00").micros()).isEqualTo(2_500_000_000L);
        assertThat(Money.of("-0.0116000000").micros()).isEqualTo(-11_600);
        for (String text : List.of("1e3", "", ".5", "0.0000001", "+1", "1,5")) {
            InvalidFields refused = catchThrowableOfType(InvalidFields.class, () -> Money.of(text));
            assertThat(refused).hasMessageContaining("is not a decimal");
        }
        InvalidFields refused =
                catchThrowableOfType(InvalidFields.class, () -> Money.of("99999999999999.00"));
        assertThat(refused).hasMessageContaining("is too large");
    }

    private static List<InvalidFields.Field> wrong(String body, Class<?> type) {
        JsonProcessingException failure =
                catchThrowableOfType(
                        JsonProcessingException.class,
                        () -> HeadroomJson.mapper().readValue(body, type));
        return WrongFields.of(failure);
    }
}
