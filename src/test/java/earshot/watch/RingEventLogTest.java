package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RingEventLogTest {
    @Test
    void tellsAnOvertakenReaderHowManyRowsItLost() {
        var log = new RingEventLog<Integer>(4);
        for (int i = 0; i < 10; i++) {
            log.append(i);
        }
        var page = log.read(3, 100);
        assertThat(page.lost()).isEqualTo(3);
        assertThat(page.from()).isEqualTo(6);
        assertThat(page.rows()).containsExactly(6, 7, 8, 9);
        assertThat(log.read(page.next(), 100).rows()).isEmpty();
    }

    @Test
    void readsInPiecesWithoutGaps() {
        var log = new RingEventLog<String>(8);
        log.append("a");
        log.append("b");
        log.append("c");
        var first = log.read(0, 2);
        assertThat(first.rows()).containsExactly("a", "b");
        assertThat(log.read(first.next(), 2).rows()).containsExactly("c");
    }
}
