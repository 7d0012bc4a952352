package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.StartTestScript;
import earshot.engine.TestDeviceReport;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.simulator.DeviceFailure;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.Texts.Language;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U54: several test devices from the console, with a report of each")
class TestDevicesClickTest extends ConsoleFixture {
    private static final DeviceId FIRST = new DeviceId("02:ea:50:00:00:01");

    @Test
    void theyAreStartedSpeakAgainAndAreReported() {
        engine.device(FIRST).named("Test device", "").test();
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH), new DialogsFake()));
        pass(Duration.ofSeconds(1));
        RenderedFrames.runAndAwait(() -> ((SplitMenuButton) lookup("#test")).getItems().getFirst().fire());
        fill("#testDevices", "101");
        fire("#testStart");
        assertThat(words("#dialog .bad-text")).containsExactly("Devices: a number from 1 to 100");
        assertThat(engine.sentCommands).isEmpty();
        fill("#testDevices", "20");
        fill("#testSentences", "3");
        fire("#testStart");
        assertThat(node("#dialog")).isNull();
        assertThat(engine.sentCommands).containsExactly(new Command.StartTestDevices(20, 3));

        RenderedFrames.runAndAwait(() -> ((SplitMenuButton) lookup("#test")).getItems().getFirst().fire());
        fire("#testScript");
        assertThat(RenderedFrames.onFx(() -> lookup("#testSentences").isDisabled())).as("a script says itself how often").isTrue();
        fire("#testStart");
        assertThat(engine.sentCommands).last().isEqualTo(new StartTestScript(Path.of("talk.yaml"), 5));

        engine.testDevice.set(Optional.of(new TestDeviceState(FIRST, false, false, "speaking", 40, 20, 0)));
        TestDeviceReport silent = new TestDeviceReport(FIRST, "listening", new TestDeviceReport.Sentences(1, 0, 0), new TestDeviceReport.Frames(0, 0, 0, OptionalLong.empty(), Optional.empty()),
            Optional.empty(), Optional.empty(), List.of());
        engine.testReports.set(List.of(silent, silent));
        pass(Duration.ofSeconds(1));
        assertThat(text("#testWords")).endsWith("waited –, at most –");
        String room = text("#testRoom");
        engine.testReports.set(List.of(report(1, 2, 2, 0, 900, DeviceFailure.of(ProblemReason.SCRIPT_EXPECTED.with(500)).inLine(7)), report(2, 3, 2, 7, 2_400)));
        pass(Duration.ofSeconds(1));
        assertThat(text("#testWords")).isEqualTo("2 devices · 4 of 6 answered · played 80 · missed 7 · waited 2400 ms, at most 2500 ms");
        assertThat(RenderedFrames.onFx(() -> ((Labeled) lookup("#testWords")).getText())).as("number and unit stay on one line")
            .contains("2400\u00a0ms", "2500\u00a0ms");
        assertThat(text("#testRoom")).as("what is reserved stays the same, so that nothing moves").isEqualTo(room).hasSizeGreaterThan(text("#testWords").length());
        fire("#again");
        assertThat(engine.sentCommands).last().isEqualTo(new Command.SpeakAgain());

        fire("#report");
        pass(Duration.ofSeconds(1));
        assertThat(words("#testReport .number")).containsSubsequence("2 of 3", "40", "0", "5", "610 ms", "–", "900 ms", "1000 ms")
            .containsSubsequence("2 of 3", "40", "7", "5", "610 ms", "2", "2400 ms", "2500 ms");
        assertThat(text("#testFailures")).isEqualTo("02:ea:50:00:00:01  line 7: expected an answer within 500 ms");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords("#dialog .sort-heading", "Missed")).fire());
        pass(Duration.ofSeconds(1));
        assertThat(RenderedFrames.onFx(() -> ((TestDeviceReport) ((ListView<?>) lookup("#testReport")).getItems().getFirst()).frames().missed())).isEqualTo(7);
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords("#dialog .button", "Copy as text")).fire());
        assertThat(RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString())).contains("02:ea:50:00:00:02\tspeaking\t2 of 3\t40\t7\t5\t610 ms\t2\t2400 ms\t2500 ms");
        engine.testReports.set(List.of());
        engine.testDevice.set(Optional.empty());
        pass(Duration.ofSeconds(1));
        assertThat(RenderedFrames.onFx(() -> ((ListView<?>) lookup("#testReport")).getItems().size())).as("what was stopped can still be read").isEqualTo(2);
        RenderedFrames.runAndAwait(() -> press(lookup("#testReport"), KeyCode.ESCAPE));
        pass(Duration.ofSeconds(1));
        assertThat(node("#report").isVisible()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("the rows stay where they are while the numbers of a test device grow")
    void nothingMovesWhileItCounts(Language language) {
        DeviceId id = new DeviceId("02:ea:50:00:00:01");
        engine.device(id).test();
        engine.testDevice.set(Optional.of(new TestDeviceState(id, false, false, "idle", 0, 0, 0)));
        engine.testReports.set(List.of(report(1, 0, 0, 0, 900)));
        open(language);
        for (double width = 1024; width < 1500; width += 40) {
            double wide = width;
            RenderedFrames.runAndAwait(() -> console.stage().setWidth(wide));
            List<Double> heights = new ArrayList<>();
            for (TestDeviceState state : List.of(new TestDeviceState(id, false, false, "idle", 0, 0, 0), new TestDeviceState(id, false, false, "listening", 9_999, 9_999, 999))) {
                engine.testDevice.set(Optional.of(state));
                pass(Duration.ofSeconds(1));
                heights.add(RenderedFrames.onFx(() -> lookup("#list").localToScene(0, 0).getY()));
            }
            assertThat(heights.getLast()).as("at %s", width).isEqualTo(heights.getFirst());
        }
    }

    /// A person who picks a script.
    private static final class DialogsFake implements FileDialogs {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            return Optional.empty();
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return Optional.of(new File("talk.yaml"));
        }
    }

    private void fill(String field, String text) {
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup(field)).setText(text));
    }

    private static TestDeviceReport report(int number, int spoken, int answered, long missed, long waited, DeviceFailure... failures) {
        return new TestDeviceReport(new DeviceId("02:ea:50:00:00:0" + number), "speaking", new TestDeviceReport.Sentences(3, spoken, answered),
            new TestDeviceReport.Frames(40, missed, 5, number == 1 ? OptionalLong.empty() : OptionalLong.of(2),
            Optional.of(Duration.ofMillis(610))), Optional.of(Duration.ofMillis(waited)), Optional.of(Duration.ofMillis(waited + 100)),
            List.of(failures));
    }
}
