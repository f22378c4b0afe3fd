package io.headroom.contracts.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SealedTest {

    private static final byte[] VALUE = "hunter2".getBytes(StandardCharsets.UTF_8);

    private final SealingKey receiver = SealingKey.fresh();

    @Test
    void the_receiver_reads_what_was_sealed() {
        Sealed sealed = Sealed.to(receiver.publicKey(), "replica 1", VALUE);

        assertThat(receiver.open(sealed, "replica 1")).isEqualTo(VALUE);
    }

    @Test
    void nobody_else_reads_it_and_nobody_for_anything_else() {
        Sealed sealed = Sealed.to(receiver.publicKey(), "replica 1", VALUE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealingKey.fresh().open(sealed, "replica 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> receiver.open(sealed, "replica 2"));
    }

    @Test
    void what_was_changed_on_its_way_does_not_open() {
        Sealed sealed = Sealed.to(receiver.publicKey(), "replica 1", VALUE);
        byte[] body = Base64.getDecoder().decode(sealed.body());
        body[0] ^= 1;

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                receiver.open(
                                        new Sealed(
                                                sealed.key(),
                                                Base64.getEncoder().encodeToString(body)),
                                        "replica 1"));
    }

    @Test
    void the_same_value_never_looks_the_same_twice_and_shows_nothing_of_itself() {
        Sealed one = Sealed.to(receiver.publicKey(), "replica 1", VALUE);
        Sealed other = Sealed.to(receiver.publicKey(), "replica 1", VALUE);

        assertThat(one.body()).isNotEqualTo(other.body());
        assertThat(one.toString()).doesNotContain(one.body());
    }

    @Test
    void what_is_no_key_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sealed.to("AAAA", "it", VALUE));
    }
}
