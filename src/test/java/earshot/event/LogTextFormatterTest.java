package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTextFormatterTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("earshot.event.LogTextFormatterTest");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.setAdditive(false);
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    @DisplayName("row 35: an exception with a text of 100 kB is one ERROR line, text and trace each within the limit")
    void cutsTextAndTraceOfAFailedConnection() {
        new LogTextFormatter(() -> 2000).logConnectionError(log, new IOException("begin " + "x".repeat(100_000) + " end"));
        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.getFirst();
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getFormattedMessage()).startsWith("Connection error: begin xxx").contains(" end-java.io.IOException: begin");
        assertThat((String) line.getArgumentArray()[0]).hasSizeBetween(1990, 2000).endsWith(" end");
        assertThat((String) line.getArgumentArray()[1]).hasSizeBetween(1990, 2000).startsWith("java.io.IOException: begin");
    }

    @Test
    @DisplayName("row 35: a truncator that throws still logs")
    void logsWhenCuttingFails() {
        new LogTextFormatter(_ -> {
            throw new IllegalStateException("broken");
        }).logConnectionError(log, new IOException("token=hush what happened"));
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getFormattedMessage()).contains("what happened").doesNotContain("hush");
    }

    @Test
    void keepsHeadAndTailAndSaysHowMuchIsMissing() {
        String text = "a".repeat(50) + "b".repeat(50);
        String cut = LogTextFormatter.truncate(text, 60);
        assertThat(cut).hasSize(60).startsWith("aaaa").endsWith("bbbb").contains("…[40+]…");
        assertThat(LogTextFormatter.truncate(text, 100)).isSameAs(text);
        assertThat(LogTextFormatter.truncate(text, -1)).hasSize(40);
    }

    @Test
    void neverSplitsASurrogatePair() {
        String text = "😊".repeat(500);
        for (int limit = 40; limit < 60; limit++) {
            String cut = LogTextFormatter.truncate(text, limit);
            assertThat(cut.codePoints()).as("limit " + limit).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        }
    }
}
