package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.engine.WindowSettings;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.time.SystemTime;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.SystemFileDialogs;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notifications outside the window.
class SystemNotifierTest extends ConsoleFixture {
    private final NotificationSenderFake sender = new NotificationSenderFake();

    @TempDir
    Path place;

    @BeforeEach
    void start() {
        UiToolkit.start();
    }

    @Test
    @DisplayName("U45: the desktop tells a problem only where somebody asked for it and no window has the focus")
    void onlyUnfocusedAndWanted() {
        console = ConsoleWindow.open(engine, engine, home,
            new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH), new SystemFileDialogs(), sender));
        RenderedFrames.await(4);
        assertThat(WindowSettings.SECTION.defaults().notifications()).isFalse();
        engine.settings.set(engine.settings.get().with(WindowSettings.SECTION, new WindowSettings(1, true)));
        await().atMost(Duration.ofSeconds(30)).until(() -> RenderedFrames.onFx(console.stage()::isFocused));
        engine.problems.set(List.of(new ProblemEntry(1, late(1), time.now(), time.now(), 1, Optional.empty())));
        await().atMost(Duration.ofSeconds(30)).until(() -> RenderedFrames.onFx(() -> lookup("#toast").isVisible()));
        assertThat(sender.sent).as("somebody looks").isEmpty();
        console.close();
        assertThat(sender.closed).isTrue();
        notifier(() -> false, notifier -> notifier.opened(late(1)));
        assertThat(sender.sent).isEmpty();
        notifier(() -> true, notifier -> notifier.opened(late(1)));
        assertThat(sender.sent).containsExactly("WARNING Sound from D1 arrives late.");
    }

    @Test
    @DisplayName("U45: after a notification there is silence; what happened in it and is not over is one number, unless somebody came")
    void bounded() {
        AtomicBoolean away = new AtomicBoolean(true);
        SystemNotifier notifier = notifier(away::get, at -> {
            at.opened(late(1));
            at.opened(Problem.of(ProblemCode.STORE_FAILED, "disk full"));
            at.opened(Problem.of(ProblemCode.ID_AUTOMATIC, "auto-1"));
            at.opened(Problem.of(ProblemCode.RECOGNIZER_WEAK));
            at.over(ProblemCode.RECOGNIZER_WEAK);
        });
        assertThat(sender.sent).containsExactly("WARNING Sound from D1 arrives late.");
        time.advance(SystemNotifier.QUIET);
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(sender.sent).containsExactly("WARNING Sound from D1 arrives late.", "CRITICAL 2 more problems"));
        RenderedFrames.runAndAwait(() -> notifier.opened(late(2)));
        away.set(false);
        time.advance(SystemNotifier.QUIET);
        RenderedFrames.await(4);
        away.set(true);
        RenderedFrames.runAndAwait(() -> notifier.openedOnDevices(late(3), 3));
        assertThat(sender.sent).hasSize(3).last().isEqualTo("WARNING Sound from 3 devices arrives late.");
    }

    @Test
    @DisplayName("U45: a notification has no secret in it and is bounded")
    void secretAndLong() {
        notifier(() -> true, notifier -> notifier.opened(Problem.of(ProblemCode.HOME_UNUSABLE, "{\"api_key\":\"abcdef123456\"} " + "x".repeat(500))));
        assertThat(sender.sent).singleElement()
            .satisfies(text -> assertThat(text).doesNotContain("abcdef123456").hasSizeLessThan(SystemNotifier.LONGEST + 20).endsWith("…"));
    }

    @Test
    @DisplayName("U45: the program of the desktop gets the text as it is, and signs of markup as text")
    void program() throws IOException {
        Path told = place.resolve("told");
        Path script = Files.writeString(place.resolve("notify-send"),
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + told + ".new'\nmv '" + told + ".new' '" + told + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertThat(SystemNotificationSender.find("/nowhere" + File.pathSeparator + place)).contains(script);
        assertThat(SystemNotificationSender.find("/nowhere")).isEmpty();
        try (SystemNotificationSender real = new SystemNotificationSender(new SystemTime(), Optional.of(script))) {
            real.send(Severity.CRITICAL, "Sound from <b>Study</b> & more; $(touch x)");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(told));
        }
        assertThat(Files.readAllLines(told)).containsExactly("--app-name=Earshot", "--urgency=critical", "--", "Earshot",
            "Sound from &lt;b&gt;Study&lt;/b&gt; &amp; more; $(touch x)");
        try (SystemNotificationSender none = new SystemNotificationSender(new SystemTime(), Optional.empty())) {
            none.send(Severity.WARNING, "nothing is shown where there is no desktop");
        }
    }

    private SystemNotifier notifier(BooleanSupplier wanted, Consumer<SystemNotifier> told) {
        return RenderedFrames.onFx(() -> {
            SystemNotifier notifier = new SystemNotifier(new FxPump(time), () -> new Texts(Language.ENGLISH),
                problem -> problem.code() == ProblemCode.FRAMES_LATE ? Problem.of(problem.code(), problem.subject(), "D1", 12, 10) : problem, wanted, sender);
            told.accept(notifier);
            return notifier;
        });
    }

    private static Problem late(int device) {
        return Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("d" + device)), "d" + device, 12, 10);
    }
}
