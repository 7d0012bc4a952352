package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where somebody who sees the window for the first time hesitated.
class NewcomerClickTest extends ConsoleFixture {
    @Test
    @DisplayName("U10: the words beside the countdown lead to the setting that it counts")
    void theCountdownLeadsToItsSetting() {
        connected("94:01").idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.NO_VOICE, time.nanos() + Duration.ofMinutes(9).toNanos(), false, false)));
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        RenderedFrames.runAndAwait(() -> ((Hyperlink) lookup("#idleRule")).fire());
        pass(Duration.ofSeconds(1));
        Node focused = RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner());
        assertThat(focused).isInstanceOf(TextField.class);
        assertThat(((TextField) focused).getText()).isEqualTo("600");
    }

    @Test
    @DisplayName("U03: refused and connected boards stand in the same columns")
    void refusedBoardsStandInLine() {
        connected("94:01");
        engine.attempts.set(List.of(new ConnectionAttempt(1, time.now(), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23",
            "GET /xiaozhi/v1/ HTTP/1.1", Optional.of(new DeviceId("94:02")), ConnectionAttempt.Step.IDENTIFIED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, "94:02", "token missing")))));
        open(Language.ENGLISH);
        for (double width : new double[] {1024, 1280, 1366}) {
            RenderedFrames.runAndAwait(() -> console.stage().setWidth(width));
            pass(Duration.ofSeconds(1));
            List<Double> pills = all("#list .pill").stream().filter(ConsoleFixture::shown).map(pill -> RenderedFrames.onFx(() -> pill.localToScene(0, 0).getX())).toList();
            assertThat(pills).as("at %s", width).hasSize(2).allSatisfy(x -> assertThat(x).isCloseTo(pills.getFirst(), Offset.offset(1.0)));
        }
    }

    @Test
    @DisplayName("U21: a meeting in which somebody spoke is not called silent while the recogniser is behind")
    void whatWaitsForTheRecogniserWasSaid() {
        MeetingId id = new MeetingId("new");
        MeetingModelFake meetings = MeetingScreenshotScenes.live(engine, time, 6);
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(id, "Budget", time.now()), List.of()));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showPlace(NavigationTarget.of("meetings", "new")));
        assertThat(emptyTexts()).contains("Nobody has spoken yet");
        meetings.liveMeetingStatus.set(List.of(new LiveMeetingStatus(id, List.of(new DeviceId("a")), 0, 0, Optional.empty(), Optional.empty(), Duration.ofMillis(53_800), Optional.empty())));
        pass(Duration.ofSeconds(1));
        assertThat(emptyTexts()).contains("What was said is being recognised").anyMatch(words -> words.startsWith("53.8 s"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("U44: the fields of the smallest window show the whole of what they are for")
    void promptsFit(Language language) {
        connected("94:01");
        MeetingScreenshotScenes.live(engine, time, 6);
        open(language);
        RenderedFrames.runAndAwait(() -> {
            console.stage().setWidth(1024);
            console.stage().setHeight(700);
        });
        for (String view : List.of("devices", "timeline", "turns", "meetings", "tasks", "messages", "settings", "problems", "check")) {
            RenderedFrames.runAndAwait(() -> console.showView(view));
            pass(Duration.ofSeconds(1));
            assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(TextField.class::isInstance).map(TextField.class::cast)
                .filter(ConsoleFixture::shown).filter(NewcomerClickTest::cut).map(TextField::getPromptText).toList())).as(view).isEmpty();
        }
    }

    @Test
    @DisplayName("U34: who starts a restart is told what becomes of devices and meetings, and, elsewhere, its end")
    void theEndOfARestartIsToldInEveryView() {
        connected("94:01");
        ((MeetingModelFake) engine.meetings).meetings.set(List.of(MeetingModelFake.live(new MeetingId("weekly"), "Weekly", time.now())));
        EngineFake.Running restart = new EngineFake.Running(OperationKind.RESTART, time.now(), new Operation.Progress("announce", List.of("1"), Optional.of(0.1)));
        open(Language.ENGLISH, command -> command instanceof Command.Restart ? restart : engine.apply(command));
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        fire("#restart");
        assertThat(words(".form-card .label")).anyMatch(words -> words.contains("connected. All are told") && words.contains("The meeting \"Weekly\" keeps what was said and goes on"));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".button", "Restart server")).fire());
        RenderedFrames.runAndAwait(() -> console.showView("devices"));
        restart.outcome().complete(Operation.Outcome.Done.of("restart", 1, 0));
        pass(Duration.ofSeconds(1));
        assertThat(words(".toast .label")).contains("Restart done: ports open, 1 back, 0 asleep");
    }

    @Test
    @DisplayName("U43, U44: the language and the theme that were chosen are those of the next start, however the process ends")
    void theLookIsKeptAtOnce() {
        open(Language.ENGLISH);
        fire("#language");
        fire("#theme");
        WindowPreferences kept = WindowPreferences.read(home);
        assertThat(kept.language()).isEqualTo(Language.CHINESE);
        assertThat(kept.theme()).isEqualTo(Theme.LIGHT.next());
    }

    @Test
    @DisplayName("U02, U03: a board that was let in and sends another token is told as that, and the addresses beside it are whole")
    void aBoardThatWasLetInAndSendsAnotherToken() {
        DeviceId board = new DeviceId("94:02");
        engine.attempts.set(List.of(new ConnectionAttempt(1, time.now(), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23",
            "GET /xiaozhi/v1/ HTTP/1.1", Optional.of(board), ConnectionAttempt.Step.IDENTIFIED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, "94:02", "token invalid")))));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.stage().setWidth(1024));
        pass(Duration.ofSeconds(1));
        assertThat(words(".attempt .problem-box .step-action")).singleElement().asString().contains("If its id is approved");
        engine.approvals.set(List.of(new Approval(new Claim(board, "c"), Approval.State.APPROVED, "123456", Optional.of("t0ken"),
            new Approval.Origin("192.168.1.23", "", ""), time.now(), Optional.of(time.now()))));
        engine.attempts.set(List.of(new ConnectionAttempt(2, time.now(), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.24",
            "GET /xiaozhi/v1/ HTTP/1.1", Optional.of(board), ConnectionAttempt.Step.IDENTIFIED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, "94:02", "token missing")))));
        pass(Duration.ofSeconds(1));
        assertThat(words(".attempt .problem-box .step-action")).singleElement().asString().contains("You have let this id in");
        assertThat(all(".attempt .copy-text .label")).isNotEmpty().noneMatch(address -> ((Labeled) address).isTextTruncated());
    }

    @Test
    @DisplayName("U45: a button is not paler under the pointer")
    void buttonsUnderThePointerKeepTheirContrast() {
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        for (String id : List.of("#firstTest", "#firstMicrophone")) {
            RenderedFrames.runAndAwait(() -> lookup(id).pseudoClassStateChanged(PseudoClass.getPseudoClass("hover"), true));
            assertThat(RenderedFrames.onFx(() -> lookup(id).getOpacity())).as(id).isEqualTo(1.0);
        }
    }

    @Test
    @DisplayName("U45: where the badge counts fewer problems than are open, the view says why")
    void acknowledgedProblemsAreCounted() {
        Problem late = Problem.of(ProblemCode.FRAMES_LATE, "94:01", "5", "1");
        engine.problems.set(List.of(new ProblemEntry(1, late, time.now(), time.now(), 1, Optional.empty(), true, false), new ProblemEntry(2, late, time.now(), time.now(), 1, Optional.empty())));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("problems"));
        assertThat(words(".label")).contains("2 open, 1 of them acknowledged, 0 resolved");
        engine.problems.set(List.of(new ProblemEntry(2, late, time.now(), time.now(), 1, Optional.empty())));
        pass(Duration.ofSeconds(1));
        assertThat(words(".label")).contains("1 open, 0 resolved");
    }

    @Test
    @DisplayName("U44: names of any length and script stay inside the palette, a toast and the dialogs of the smallest window")
    void foreignNamesStayInside() {
        DeviceModelFake device = connected("94:01");
        open(Language.CHINESE);
        RenderedFrames.runAndAwait(() -> console.showDevice(new DeviceId("94:01")));
        for (String name : List.of(GalleryState.HOSTILE.get(0), GalleryState.HOSTILE.get(2), GalleryState.HOSTILE.get(5))) {
            device.named(name, name);
            engine.problems.set(List.of());
            pass(Duration.ofMinutes(2));
            for (String opener : List.of("#openPalette", "#close", "")) {
                if (opener.isEmpty()) {
                    engine.problems.set(List.of(new ProblemEntry(1, Problem.of(ProblemCode.AUDIO_UNDECODABLE, "94:01", name), time.now(), time.now(), 1, Optional.empty())));
                    RenderedFrames.runAndAwait(() -> ((Window) console.stage()).fireEvent(new WindowEvent(console.stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
                } else {
                    fire(opener);
                }
                pass(Duration.ofMillis(600));
                assertFitsSmallestWindow();
                RenderedFrames.runAndAwait(() -> Overlay.of(console.stage().getScene()).dismiss());
            }
        }
    }

    /// Whether the prompt is wider than the part of the field that shows it.
    private static boolean cut(TextField field) {
        return field.getText().isEmpty() && field.lookupAll(".text").stream()
            .anyMatch(node -> node instanceof Text text && text.isVisible() && text.getText().equals(field.getPromptText())
                && text.getParent().getClip() != null
            && text.getLayoutBounds().getWidth() > text.getParent().getClip().getLayoutBounds().getWidth() + 1);
    }

    private List<String> emptyTexts() {
        return RenderedFrames.onFx(() -> nodes().stream().filter(EmptyState.class::isInstance).filter(ConsoleFixture::shown)
            .flatMap(empty -> empty.lookupAll(".label").stream()).map(label -> ((Labeled) label).getText()).toList());
    }

    private DeviceModelFake connected(String id) {
        return engine.device(new DeviceId(id)).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
    }
}
