package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteLimitTest {
    private final ByteLimit all = new ByteLimit(100);
    private final ByteLimit first = all.part(60);
    private final ByteLimit second = all.part(60);

    @Test
    void aPartTakesNoMoreThanItsShareAndLeavesTheRestToOthers() {
        assertThat(first.take(60)).isTrue();
        assertThat(first.take(1)).isFalse();
        assertThat(second.take(41)).as("all together").isFalse();
        assertThat(second.take(40)).isTrue();
    }

    @Test
    void whatWasRefusedTookNothing() {
        assertThat(first.take(50)).isTrue();
        assertThat(second.take(60)).isFalse();
        assertThat(second.take(50)).isTrue();
        first.give(50);
        assertThat(first.take(50)).isTrue();
        assertThat(all.take(1)).isFalse();
    }
}
