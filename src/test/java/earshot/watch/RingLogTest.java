package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RingLogTest {
    @Test
    void tellsAnOvertakenReaderHowManyRowsItLost() {
        var log = new RingLog<Integer>(4);
        for (int i = 0; i < 10; i++) {
            log.append(i);
        }
        var rows = log.read(3, 100);
        assertThat(rows.lost()).isEqualTo(3);
        assertThat(rows.from()).isEqualTo(6);
        assertThat(rows.rows()).containsExactly(6, 7, 8, 9);
        assertThat(log.read(rows.next(), 100).rows()).isEmpty();
    }

    @Test
    void readsInPiecesWithoutGaps() {
        var log = new RingLog<String>(8);
        log.append("a");
        log.append("b");
        log.append("c");
        var first = log.read(0, 2);
        assertThat(first.rows()).containsExactly("a", "b");
        assertThat(log.read(first.next(), 2).rows()).containsExactly("c");
    }
}
