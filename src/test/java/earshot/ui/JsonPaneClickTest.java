package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.problem.Severity;
import earshot.ui.kit.Texts.Language;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The message of a row of the timeline, in a window.
class JsonPaneClickTest extends ConsoleFixture {
    @Test
    @DisplayName("U26: a message is shown line by line; it folds by keys, is searched and copied in parts, and a long one is read beside the window")
    void aMessageFoldsAndIsSearchedAndCopied() {
        event("{\"type\":\"mcp\",\"params\":{\"tools\":[\"one\",\"two\"]}}");
        String[] many = new String[3_000];
        Arrays.fill(many, "{\"step\":\"value\"}");
        event("[" + String.join(",", many) + "]");
        event("no JSON");
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("timeline"));
        key(".painted-list", KeyCode.HOME, false);
        assertThat(words(".json-lines .json-name")).contains("\"type\"");
        assertThat(lines()).isEqualTo(9);
        key(".json-lines", KeyCode.LEFT, false);
        assertThat(words(".json-lines .caption")).containsExactly("  2 entries");
        assertThat(lines()).isEqualTo(1);
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup(".json-pane .text-field")).setText("TWO"));
        RenderedFrames.await(3);
        assertThat(lines()).as("unfolded").isEqualTo(9);
        key(".json-lines", KeyCode.C, true);
        assertThat(RenderedFrames.<String>onFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo("\"two\"");
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup(".json-pane .text-field")).clear());

        key(".painted-list", KeyCode.DOWN, false);
        fire("#all");
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            RenderedFrames.await(1);
            assertThat(lines()).isEqualTo(2 + 3 * many.length);
        });
        key(".painted-list", KeyCode.DOWN, false);
        assertThat(lines()).isZero();
        assertThat(RenderedFrames.<String>onFx(() -> ((TextInputControl) lookup(".json-pane .text-area")).getText())).isEqualTo("no JSON");
    }

    private int lines() {
        return RenderedFrames.<Integer>onFx(() -> ((ListView<?>) lookup(".json-lines")).getItems().size());
    }

    private void event(String payload) {
        engine.events.append(new Event(time.now(), time.nanos(), Optional.empty(), Direction.IN, "mcp", Severity.INFO, "mcp",
            new EventPayload.Text(payload.substring(0, Math.min(payload.length(), 4_000)), payload.length(), () -> Optional.of(payload))));
    }

    private void key(String selector, KeyCode code, boolean shortcut) {
        RenderedFrames.runAndAwait(() -> {
            lookup(selector).requestFocus();
            lookup(selector).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, shortcut, false, false));
        });
        RenderedFrames.await(3);
    }
}
