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

    @Test
    void rowsThatTakeTooManyBytesPushOutTheOldest() {
        var log = new RingEventLog<String>(8, String::length, 10);
        log.append("aaaa");
        log.append("bbbb");
        log.append("cc");
        assertThat(log.read(0, 8).rows()).containsExactly("aaaa", "bbbb", "cc");
        log.append("ddd");
        assertThat(log.read(0, 8)).isEqualTo(new EventLog.Page<>(1, 4, 1, java.util.List.of("bbbb", "cc", "ddd")));
        log.append("e".repeat(100));
        assertThat(log.first()).as("the newest stays").isEqualTo(4);
        for (int i = 0; i < 20; i++) {
            log.append("");
        }
        assertThat(log.read(0, 100).rows()).hasSize(8);
    }
}
