package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.View;
import javafx.scene.Group;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewNodesTest {
    private static final Duration REST = Duration.ofMillis(800);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TimeFake time = new TimeFake();
    private final List<Runnable> frames = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Group root = new Group();
    private final Scene scene = new Scene(root);
    private final List<View> views = List.of(new NamedView("devices"), new NamedView("turns"));
    private final ViewNodes viewNodes = new ViewNodes(views, scene, new FxPump(time, frames::add));

    private final class NamedView implements View {
        private final String id;

        NamedView(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Parent build() {
            done.add("built " + id);
            Group nodes = new Group();
            nodes.setId(id);
            return nodes;
        }
    }

    @BeforeAll
    static void startToolkit() {
        ConsoleWindow.startToolkit();
    }

    private void pass(Duration by) {
        time.advance(by);
        List<Runnable> due = List.copyOf(frames);
        frames.clear();
        due.forEach(Runnable::run);
    }

    private void begin() {
        viewNodes.buildAhead(nodes -> done.add("laid out " + nodes.getId()));
    }

    @Test
    @DisplayName("views are built ahead a step at a time, once nobody has used the window for a while, and nothing is done after the last")
    void aStepAtATime() {
        begin();
        pass(REST.minusMillis(1));
        assertThat(done).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(done).containsExactly("built devices");
        pass(PAUSE);
        assertThat(done).containsExactly("built devices", "laid out devices");
        pass(PAUSE);
        pass(PAUSE);
        assertThat(done).containsExactly("built devices", "laid out devices", "built turns", "laid out turns");
        pass(PAUSE);
        assertThat(frames).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(done).hasSize(4);
        assertThat(viewNodes.of(views.getLast()).getId()).isEqualTo("turns");
        assertThat(done).as("it is there already").hasSize(4);
    }

    @Test
    void whoUsesTheWindowIsNotDisturbed() {
        begin();
        pass(REST.minusMillis(1));
        root.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DOWN, false, false, false, false));
        pass(Duration.ofMillis(1));
        pass(REST.minusMillis(2));
        assertThat(done).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(done).containsExactly("built devices");
    }

    @Test
    void whatIsShownMeanwhileIsNotLaidOutAgain() {
        begin();
        pass(REST);
        root.getChildren().add(viewNodes.of(views.getFirst()));
        pass(PAUSE);
        pass(PAUSE);
        assertThat(done).containsExactly("built devices", "built turns");
    }

    @Test
    void inAnotherLanguageAllAreBuiltAgain() {
        begin();
        pass(REST);
        for (int step = 0; step < 4; step++) {
            pass(PAUSE);
        }
        assertThat(done).hasSize(4);
        viewNodes.clear();
        pass(REST);
        assertThat(done).hasSize(5).last().isEqualTo("built devices");
    }

    @Test
    void aClosedWindowBuildsNothing() {
        begin();
        viewNodes.close();
        pass(REST);
        assertThat(done).isEmpty();
    }

    @Test
    void nothingIsBuiltAheadWithoutBeingAskedFor() {
        viewNodes.clear();
        pass(REST);
        assertThat(done).isEmpty();
    }
}
