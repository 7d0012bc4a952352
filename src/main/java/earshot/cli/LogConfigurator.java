package earshot.cli;

import module java.base;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import earshot.config.Settings;
import earshot.data.ControlCharacters;
import earshot.engine.LogSettings;
import earshot.event.SecretMasker;
import earshot.store.HomeDirectory;
import earshot.store.PrivateFiles;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import org.slf4j.LoggerFactory;

/// Configures logging: to standard error, and once a home is known also to `logs/earshot.log` in it, a new file each day and each 10 MB,
/// kept for 30 days and up to 300 MB (badge-protocol section 8.5). Secrets are masked and control characters escaped in every line. Logging
/// never waits for a terminal or a disk: when 4096
/// lines wait, further ones are dropped.
///
/// Set up in code and not in a file, because the home is known late and a parser costs start-up time.
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    private static final int WAITING = 4096;
    private static final String HEAD = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0} - %nopex";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        console.setEncoder(encoder(context));
        attach(context, console, "stderr");
        context.getLogger("org.java_websocket").setLevel(Level.WARN);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /// Logs to a file in `home` from now on, too.
    static void addLogFile(HomeDirectory home) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Path file = home.logs().resolve("earshot.log");
        RollingFileAppender<ILoggingEvent> appender = new PrivateFileAppender();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(literal(home.logs().toString()) + "/earshot.%d{yyyy-MM-dd}.%i.log");
        policy.setMaxFileSize(FileSize.valueOf("10MB"));
        policy.setMaxHistory(30);
        policy.setTotalSizeCap(FileSize.valueOf("300MB"));
        // a program that starts again and again has no file that is full
        policy.setCleanHistoryOnStart(true);
        policy.start();
        appender.setRollingPolicy(policy);
        attach(context, appender, "file");
    }

    /// A path in a pattern of file names: `%` has no escape there, but a date may consist of it.
    private static String literal(String path) {
        return path.replace("%", "%d{%,aux}");
    }

    /// Logs from this severity on. The WebSocket library has a limit of its own, which stays.
    static void level(org.slf4j.event.Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.convertAnSLF4JLevel(level));
        }
    }

    /// Logs as the settings have it, also when they change.
    static WatchSubscription follow(Watch<Settings> settings) {
        return settings.observe(now -> level(now.of(LogSettings.SECTION).level()));
    }

    /// Writes what waits, and ends logging.
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static void attach(LoggerContext context, Appender<ILoggingEvent> target, String name) {
        target.setContext(context);
        target.setName(name);
        target.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName(name + " queue");
        queue.setQueueSize(WAITING);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(target);
        queue.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue);
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
        PatternLayout layout = new Masked();
        layout.setContext(context);
        layout.setPattern(HEAD);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /// Only the owner may read the file. Rolled over it is renamed, and stays so.
    private static final class PrivateFileAppender extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String name) throws IOException {
            PrivateFiles.createDirectories(Path.of(name).getParent());
            PrivateFiles.open(Path.of(name)).close();
            super.openFile(name);
        }
    }

    /// One line for each event, and the lines of a stack trace below it, indented: no text can look like another event.
    private static final class Masked extends PatternLayout {
        @Override
        public String doLayout(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(ControlCharacters.escape(super.doLayout(event)))
                .append(ControlCharacters.escape(SecretMasker.mask(String.valueOf(event.getFormattedMessage())))).append(System.lineSeparator());
            if (event.getThrowableProxy() != null) {
                SecretMasker.mask(ThrowableProxyUtil.asString(event.getThrowableProxy())).lines()
                    .forEach(trace -> line.append('\t').append(ControlCharacters.escape(trace.strip())).append(System.lineSeparator()));
            }
            return line.toString();
        }
    }
}
