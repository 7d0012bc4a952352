package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.Texts.Language;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Toasts and the badge of problems, in the window.
class ToastTest extends ConsoleFixture {
    private static final String LONG = "她说你好".repeat(60) + " and goodbye".repeat(25);

    @ParameterizedTest
    @CsvSource({"ENGLISH, Sound from 9 devices arrives late.", "CHINESE, 9 台设备的声音到达过晚。"})
    @DisplayName("U45: nine devices with one problem are one toast, for five seconds, once")
    void grouped(Language language, String text) {
        open(language);
        show(IntStream.rangeClosed(1, 9).mapToObj(number -> late(number, 1)).toArray(ProblemEntry[]::new));
        assertThat(toast()).contains(text);
        pass(ToastNotifier.SHOWN);
        assertThat(toast()).isEmpty();
        show(IntStream.rangeClosed(1, 9).mapToObj(number -> late(number, 2)).toArray(ProblemEntry[]::new));
        assertThat(toast()).as("repeated").isEmpty();
    }

    @Test
    @DisplayName("U45: a toast names the device, and ends with its problem")
    void namesAndEnd() {
        open(Language.ENGLISH);
        engine.device(new DeviceId("d1")).named("Study", "");
        show(late(1, 1));
        assertThat(toast()).contains("Sound from Study arrives late.");
        show();
        assertThat(toast()).isEmpty();
        show(late(1, 1));
        show(late(1, 1), critical());
        assertThat(toast()).hasValueSatisfying(text -> assertThat(text).isEqualTo("The database could not be written."));
        fire("#toast #open");
        assertThat(node("#rail-problems")).satisfies(entry -> assertThat(((ToggleButton) entry).isSelected()).isTrue());
        assertThat(words(".problem-card .strong")).contains("Sound from Study arrives late.");
    }

    @ParameterizedTest
    @CsvSource({"320, 240", "700, 500", "980, 700"})
    @DisplayName("U45: a toast of any text lies within the window and over nothing that is operated, and is no window of its own")
    void withinTheWindow(double width, double height) {
        open(Language.CHINESE);
        RenderedFrames.runAndAwait(() -> {
            Stage stage = console.stage();
            stage.setMinWidth(width);
            stage.setMinHeight(height);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        int windows = RenderedFrames.onFx(() -> Window.getWindows().size());
        show(entry(1, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("d1")), LONG, 12, 10)),
            entry(2, Problem.of(ProblemCode.ID_AUTOMATIC, LONG)));
        assertThat(toast()).hasValueSatisfying(text -> assertThat(text).contains(LONG));
        RenderedFrames.runAndAwait(() -> {
            Node toast = lookup("#toast");
            Bounds place = toast.localToScene(toast.getLayoutBounds());
            assertThat(place.getMinX()).isGreaterThanOrEqualTo(0);
            assertThat(place.getMaxX()).isLessThanOrEqualTo(console.stage().getScene().getWidth() + 1);
            assertThat(place.getMaxY()).isLessThanOrEqualTo(console.stage().getScene().getHeight() + 1);
            Bounds views = bounds(console.stage().getScene().getRoot().lookup(".panel-scroll"));
            assertThat(place.getMinY()).as("below all views").isGreaterThanOrEqualTo(views.getMaxY() - 1);
            assertThat(nodes().stream().filter(ConsoleFixture::shown).filter(Control.class::isInstance).filter(control -> !(control instanceof Label))
                .filter(control -> !within(control, toast))
                .filter(control -> !within(control, console.stage().getScene().getRoot().lookup(".panel-scroll")))).as("operated outside the views").isEmpty();
            assertThat(Window.getWindows()).hasSize(windows);
        });
    }

    @Test
    @DisplayName("U38: the badge and the entry in the rail count what is open and have the colour of the worst, at once")
    void badge() {
        open(Language.ENGLISH);
        assertThat(words(".rail-badge")).isEmpty();
        for (int round = 0; round < 3; round++) {
            show(late(1, 1));
            assertBadge("1", false);
            show(late(1, 1), critical());
            assertBadge("2", true);
            show(late(1, 1), late(2, 1), new ProblemEntry(99, critical().problem(), time.now(), time.now(), 1, Optional.empty(), true, false));
            assertBadge("2", false);
            show();
            assertThat(words(".rail-badge")).isEmpty();
            show(critical());
            assertBadge("1", true);
        }
    }

    private void assertBadge(String count, boolean critical) {
        assertThat(words(".rail-badge")).containsExactly(count);
        assertThat(words(".problem-badge")).containsExactly(count);
        RenderedFrames.runAndAwait(() -> {
            for (String badge : List.of(".rail-badge", ".problem-badge")) {
                assertThat(lookup(badge).getStyleClass().contains("is-bad")).as(badge).isEqualTo(critical);
            }
        });
        assertThat(drawn(".rail-badge").equals(drawn(".title-bar .problem-badge .icon"))).as("one colour").isTrue();
        assertThat(drawn(".rail-badge").getRed() - drawn(".rail-badge").getGreen()).as("red rather than amber")
            .satisfies(red -> assertThat(red > 0.45).isEqualTo(critical));
    }

    private Color drawn(String selector) {
        return RenderedFrames.onFx(() -> (Color) ((Region) lookup(selector)).getBackground().getFills().getFirst().getFill());
    }

    private static boolean within(Node node, Node parent) {
        return node != null && (node == parent || within(node.getParent(), parent));
    }

    private static Bounds bounds(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private Optional<String> toast() {
        return RenderedFrames.onFx(() -> Optional.of(lookup("#toast")).filter(Node::isVisible).map(toast -> ((Label) toast.lookup("#text")).getText()));
    }

    private void show(ProblemEntry... now) {
        engine.problems.set(List.of(now));
        RenderedFrames.await(4);
    }

    private ProblemEntry late(int device, int count) {
        return new ProblemEntry(device, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("d" + device)), "d" + device, 12, 10),
            time.now(), time.now(), count, Optional.empty());
    }

    private ProblemEntry critical() {
        return entry(99, Problem.of(ProblemCode.STORE_FAILED, "disk full"));
    }

    private ProblemEntry entry(long number, Problem problem) {
        return new ProblemEntry(number, problem, time.now(), time.now(), 1, Optional.empty());
    }
}
