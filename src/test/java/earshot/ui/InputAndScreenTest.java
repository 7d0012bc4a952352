package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.CompositionGuard;
import earshot.ui.kit.DropTarget;
import earshot.ui.kit.FocusGuard;
import javafx.event.Event;
import javafx.scene.layout.Region;
import javafx.scene.input.TransferMode;
import javafx.scene.input.DragEvent;
import javafx.scene.Node;
import javafx.event.EventType;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fields under an input method, and windows on small screens.
class InputAndScreenTest {
    @BeforeAll
    static void start() {
        ConsoleWindow.startToolkit();
    }

    @Test
    void enterThatEndsACompositionSubmitsNothingAndTheNextOneDoes() throws Exception {
        RenderedFrames.onFx(() -> {
            TextField field = new TextField();
            TextField other = new TextField();
            AtomicInteger submitted = new AtomicInteger();
            field.setOnAction(_ -> submitted.incrementAndGet());
            Scene scene = new Scene(new VBox(field, other));
            CompositionGuard.install(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            field.requestFocus();
            type(field, "ni", "");
            press(field);
            assertThat(submitted).hasValue(0);
            assertThat(field.getText()).isEqualTo("ni");
            type(field, "", "你");
            press(field);
            assertThat(submitted).hasValue(1);
            assertThat(field.getText()).isEqualTo("你");
            type(field, "hao", "");
            other.requestFocus();
            assertThat(field.getText()).as("nothing is lost with the focus").isEqualTo("你hao");
            field.requestFocus();
            press(field);
            assertThat(submitted).as("nothing is composed any more").hasValue(2);
            stage.hide();
            return true;
        });
    }

    @Test
    void whatTheInputMethodDropsWithTheFocusStays() throws Exception {
        RenderedFrames.onFx(() -> {
            TextField field = new TextField();
            TextField other = new TextField();
            Scene scene = new Scene(new VBox(field, other));
            CompositionGuard.install(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            field.requestFocus();
            // as fcitx does it: JavaFX resets it just before the focus goes, and it drops what was composed
            type(field, "jin tian", "");
            type(field, "", "");
            other.requestFocus();
            assertThat(field.getText()).isEqualTo("jintian");
            type(other, "", "");
            type(other, "", "jin tian");
            assertThat(other.getText()).as("what it commits too late is not another field's").isEmpty();
            type(other, "", "jintian");
            assertThat(other.getText()).isEqualTo("jintian");
            field.requestFocus();
            field.end();
            type(field, "x", "");
            type(field, "", "");
            Event.fireEvent(field, new KeyEvent(field, field, KeyEvent.KEY_RELEASED, "", "", KeyCode.ESCAPE, false, false, false, false));
            other.requestFocus();
            assertThat(field.getText()).as("what was cancelled stays so").isEqualTo("jintian");
            stage.hide();
            return true;
        });
    }

    @Test
    void enterAfterACompositionThatAPopupInterruptedSubmitsNothing() throws Exception {
        RenderedFrames.onFx(() -> {
            TextField field = new TextField();
            AtomicInteger submitted = new AtomicInteger();
            field.setOnAction(_ -> submitted.incrementAndGet());
            Scene scene = new Scene(new VBox(field));
            CompositionGuard.install(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            field.requestFocus();
            // as fcitx does it when a tooltip opens: what was composed is gone, Enter commits it and arrives
            type(field, "xiao zhi", "");
            type(field, "", "");
            type(field, "", "xiao zhi");
            press(field);
            assertThat(submitted).hasValue(0);
            assertThat(field.getText()).isEqualTo("xiao zhi");
            press(field);
            assertThat(submitted).as("the next one submits").hasValue(1);
            type(field, "hao", "");
            type(field, "", "");
            Event.fireEvent(field, new KeyEvent(field, field, KeyEvent.KEY_RELEASED, "", "", KeyCode.ESCAPE, false, false, false, false));
            press(field);
            assertThat(submitted).as("a composition that was cancelled holds nothing up").hasValue(2);
            stage.hide();
            return true;
        });
    }

    @Test
    void aButtonThatWasOffWhileItWorkedHasTheFocusAgainUnlessAPersonMovedIt() {
        Button save = new Button("Save and try");
        Button anyway = new Button("Save anyway");
        TextField name = new TextField();
        Stage stage = RenderedFrames.onFx(() -> {
            Stage window = new Stage();
            window.setScene(new Scene(new VBox(save, anyway, name)));
            FocusGuard.install(window.getScene());
            window.show();
            save.requestFocus();
            return window;
        });
        RenderedFrames.runAndAwait(() -> save.setDisable(true));
        RenderedFrames.await(3);
        assertThat(RenderedFrames.onFx(save.getParent()::isFocused)).as("no other button has it").isTrue();
        RenderedFrames.runAndAwait(() -> save.setDisable(false));
        assertThat(RenderedFrames.onFx(save::isFocused)).as("Enter tries again, and saves nothing untested").isTrue();
        RenderedFrames.runAndAwait(() -> save.setDisable(true));
        RenderedFrames.await(3);
        RenderedFrames.runAndAwait(name::requestFocus);
        RenderedFrames.runAndAwait(() -> save.setDisable(false));
        assertThat(RenderedFrames.onFx(name::isFocused)).isTrue();
        RenderedFrames.runAndAwait(stage::hide);
    }

    @Test
    void aTargetIsMarkedOnlyWhileSomethingForItIsDraggedOverIt() {
        Region target = new Region();
        List<Object> dropped = new ArrayList<>();
        AtomicBoolean fits = new AtomicBoolean(true);
        DropTarget.install(target, TransferMode.COPY, _ -> fits.get(), dropped::add);
        RenderedFrames.runAndAwait(() -> {
            drag(target, DragEvent.DRAG_OVER);
            assertThat(target.getStyleClass()).contains("drop-target");
            drag(target, DragEvent.DRAG_DROPPED);
            assertThat(dropped).hasSize(1);
            assertThat(target.getStyleClass()).as("nothing leaves it after that").doesNotContain("drop-target");
            drag(target, DragEvent.DRAG_OVER);
            drag(target, DragEvent.DRAG_EXITED);
            fits.set(false);
            drag(target, DragEvent.DRAG_OVER);
            drag(target, DragEvent.DRAG_DROPPED);
            assertThat(target.getStyleClass()).doesNotContain("drop-target");
            assertThat(dropped).hasSize(1);
        });
    }

    private static void drag(Node target, EventType<DragEvent> type) {
        Event.fireEvent(target, new DragEvent(type, null, 0, 0, 0, 0, TransferMode.COPY, null, null, null));
    }

    @Test
    void theWindowFitsTheScreen() throws Exception {
        RenderedFrames.onFx(() -> {
            for (Rectangle2D screen : List.of(new Rectangle2D(0, 0, 1024, 700), new Rectangle2D(0, 24, 800, 456), new Rectangle2D(0, 0, 1366, 768), new Rectangle2D(0, 0, 3840, 2160))) {
                Stage stage = new Stage();
                stage.setScene(new Scene(new StackPane(), 1280, 800));
                ConsoleWindow.fit(stage, screen);
                assertThat(stage.getMinWidth()).isLessThanOrEqualTo(screen.getWidth());
                assertThat(stage.getMinHeight()).isLessThanOrEqualTo(screen.getHeight());
                boolean large = screen.getHeight() > 1000;
                assertThat(Double.isNaN(stage.getWidth()) || stage.getWidth() <= screen.getWidth()).isTrue();
                assertThat(Double.isNaN(stage.getHeight())).as("a large screen changes nothing").isEqualTo(large);
                assertThat(large || stage.getHeight() <= screen.getHeight()).isTrue();
            }
            return true;
        });
    }

    @Test
    void aWindowThatFillsTheScreenDoesNotShrinkByItsFrameAtEachStart() throws Exception {
        RenderedFrames.onFx(() -> {
            Stage stage = new Stage();
            // what was left of 1024 by 700 within the frame of a desktop
            stage.setScene(new Scene(new StackPane(), 1022, 675));
            ConsoleWindow.fit(stage, new Rectangle2D(0, 0, 1024, 700));
            assertThat(List.of(stage.getWidth(), stage.getHeight())).containsExactly(1024.0, 700.0);
            Stage high = new Stage();
            high.setScene(new Scene(new StackPane(), 1280, 800));
            ConsoleWindow.fit(high, new Rectangle2D(0, 0, 1366, 768));
            assertThat(high.getWidth()).as("as wide as it was").isNaN();
            assertThat(high.getHeight()).isEqualTo(768);
            return true;
        });
    }

    private static void type(TextField field, String composed, String committed) {
        List<InputMethodTextRun> runs = composed.isEmpty() ? List.of() : List.of(new InputMethodTextRun(composed, InputMethodHighlight.UNSELECTED_RAW));
        Event.fireEvent(field, new InputMethodEvent(field, field, InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, runs, committed, composed.length()));
    }

    private static void press(TextField field) {
        Event.fireEvent(field, new KeyEvent(field, field, KeyEvent.KEY_PRESSED, "\r", "\r", KeyCode.ENTER, false, false, false, false));
    }
}
