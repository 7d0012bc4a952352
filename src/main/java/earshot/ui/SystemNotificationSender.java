package earshot.ui;

import module java.base;

import earshot.problem.Severity;
import earshot.time.Time;
import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// By `notify-send` on Linux, which most desktops have, else in the notification area by the JDK. One at a time: while a program
/// that was started has not ended, further ones are left out.
public final class SystemNotificationSender implements NotificationSender {
    private static final Logger LOG = LoggerFactory.getLogger(SystemNotificationSender.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String TITLE = "Earshot";

    private final Time time;
    private final Optional<Path> program;
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicReference<TrayIcon> icon = new AtomicReference<>();
    private volatile boolean closed;

    public SystemNotificationSender(Time time) {
        this(time, find(System.getenv().getOrDefault("PATH", "")));
    }

    /// @param program that takes the arguments of `notify-send`
    SystemNotificationSender(Time time, Optional<Path> program) {
        this.time = time;
        this.program = program;
    }

    /// `notify-send` in one of the directories of a search path.
    static Optional<Path> find(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator)).filter(place -> !place.isBlank()).map(place -> Path.of(place, "notify-send"))
            .filter(Files::isExecutable).findFirst();
    }

    @Override
    public void send(Severity severity, String text) {
        if (!closed && sending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("notification").start(() -> {
                try {
                    if (program.isPresent()) {
                        run(command(program.get(), severity, text));
                    } else {
                        showInTray(severity, text);
                    }
                } catch (IOException e) {
                    LOG.warn("the desktop's notification was not shown: {}", e.toString());
                } finally {
                    sending.set(false);
                }
            });
        }
    }

    /// The text is markup there, so that a device named `<b>` would be swallowed.
    static List<String> command(Path program, Severity severity, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return List.of(program.toString(), "--app-name=" + TITLE, "--urgency=" + (severity == Severity.CRITICAL ? "critical" : "normal"), "--", TITLE, escaped);
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Optional<Process> ended = time.await(process.onExit(), LIMIT);
        if (ended.isEmpty()) {
            process.destroyForcibly();
        }
        if (ended.isEmpty() || process.exitValue() != 0) {
            LOG.warn("the desktop's notification was not shown: {} {}", command.getFirst(),
                ended.isEmpty() ? "does not answer" : "ends with " + process.exitValue());
        }
    }

    private void showInTray(Severity severity, String text) {
        if (!SystemTray.isSupported()) {
            LOG.debug("this desktop has no notifications");
            return;
        }
        EventQueue.invokeLater(() -> {
            try {
                if (icon.get() == null) {
                    TrayIcon added = new TrayIcon(
                        Toolkit.getDefaultToolkit().createImage(SystemNotificationSender.class.getResource("/assets/icons/earshot.png")), TITLE);
                    added.setImageAutoSize(true);
                    SystemTray.getSystemTray().add(added);
                    icon.set(added);
                }
                if (closed) {
                    removeIcon();
                } else {
                    icon.get().displayMessage(TITLE, text, severity == Severity.CRITICAL ? TrayIcon.MessageType.ERROR : TrayIcon.MessageType.WARNING);
                }
            } catch (AWTException e) {
                LOG.warn("the desktop's notification was not shown: {}", e.toString());
            }
        });
    }

    private void removeIcon() {
        Optional.ofNullable(icon.getAndSet(null)).ifPresent(SystemTray.getSystemTray()::remove);
    }

    @Override
    public void close() {
        closed = true;
        // AWT is not started for nothing
        if (icon.get() != null) {
            EventQueue.invokeLater(this::removeIcon);
        }
    }
}
