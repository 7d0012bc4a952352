package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogConfiguratorTest {
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void whatAPeerSaysForgesNoLineAndIsWrittenWithoutSecrets() {
        Throwable failure = new IOException("refused\n2026-11-22 10:00:00.000 INFO  [main] Engine - all is well\u001b[2J");
        List<String> lines = written("\r\n2026-11-22 10:00:00.000 INFO  [main] Engine - forged \u001b[31m, sent Bearer hush-hush-hush to me", failure).lines()
            .toList();
        assertThat(lines.getFirst()).contains("WARN", "peer said \\r\\n2026-11-22", "forged \\u001B[31m").doesNotContain("hush");
        assertThat(lines.subList(1, lines.size())).as("the stack trace").isNotEmpty().allMatch(line -> line.startsWith("\t"));
        assertThat(String.join("", lines)).doesNotContain("\u001b");
    }

    /// The bytes of an event as they go to standard error, and by the same encoder to the file.
    private String written(String said, Throwable failure) {
        new LogConfigurator().configure(context);
        Logger logger = context.getLogger("earshot.server.Engine");
        AsyncAppender queue = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr queue");
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) queue.getAppender("stderr");
        return new String(console.getEncoder().encode(new LoggingEvent("", logger, Level.WARN, "peer said {}", failure, new Object[] { said })),
            StandardCharsets.UTF_8);
    }
}
