package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.FirstFocus;
import earshot.ui.kit.Texts.Language;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What assistive technology and the keyboard find in every view, and above them.
class ViewAccessTest {
    private static final Gallery.Size SIZE = new Gallery.Size(1280, 800);
    /// Presses of Tab from where the keyboard begins in a view to its first action.
    private static final int FIRST_ACTION = 3;

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "ONE"})
    @DisplayName("U42: in every view each stop of Tab has a name and is seen, the first action is within three, and arrows move through each list")
    void everyView(GalleryState state) throws IOException {
        List<String> nameless = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        FocusRing ring = new FocusRing();
        List<String> far = new ArrayList<>();
        List<String> stuck = new ArrayList<>();
        Set<String> walked = new TreeSet<>();
        Set<String> painted = new TreeSet<>();
        Gallery.walk(state, Theme.LIGHT, Language.ENGLISH, SIZE, ViewAccessTest::view, (console, page) -> {
            if (walked.add(page.view()) && console.stage().getScene().lookup("#rail-" + page.view()) != null) {
                firstAction(console, page.view()).ifPresent(far::add);
            }
            RenderedFrames.runAndAwait(() -> {
                console.stage().requestFocus();
                if (state == GalleryState.ONE) {
                    ring.missing(console.stage().getScene()).forEach(node -> unseen.add(page.view() + "  " + node));
                }
                List<Node> nodes = new ArrayList<>();
                ConsoleFixture.walk(console.stage().getScene().getRoot(), nodes);
                List<Node> shown = nodes.stream().filter(ConsoleFixture::shown).filter(node -> !node.isDisabled()).toList();
                shown.stream().filter(node -> ConsoleFixture.nameless(node) || node.isFocusTraversable() && silent(node))
                    .forEach(node -> nameless.add(page.view() + "  " + node));
                // a row chosen in another list replaces the rows of these
                shown.stream().filter(CanvasListView.class::isInstance).map(CanvasListView.class::cast).filter(ViewAccessTest::arrows)
                    .forEach(_ -> painted.add(page.view()));
                shown.stream().filter(ListView.class::isInstance).map(node -> (ListView<?>) node)
                    .filter(list -> list.isFocusTraversable() && list.getItems().size() > 1 && !arrows(list))
                    .forEach(list -> stuck.add(page.view() + "  " + list));
            });
        });
        assertThat(walked).contains("devices", "timeline", "turns", "meetings", "tasks", "messages", "models", "settings", "problems", "check", "openPalette",
            "help");
        assertThat(nameless).as("without a name").isEmpty();
        assertThat(unseen).as("not seen with the focus").isEmpty();
        assertThat(far).as("first action further than %s presses of Tab", FIRST_ACTION).isEmpty();
        assertThat(stuck).as("lists without arrows").isEmpty();
        assertThat(painted).as("painted lists that tell their rows").isEqualTo(state == GalleryState.EMPTY ? Set.of() : Set.of("meetings", "timeline"));
    }

    /// Tabs and sections are walked where each view is tested.
    private static boolean view(String page) {
        return !page.matches(".*-\\d+");
    }

    /// What a screen reader says of what has the focus, and not only of what is in it.
    private static boolean silent(Node node) {
        if (node instanceof TabPane || node instanceof ListView<?> || node instanceof ComboBoxBase<?> || node instanceof TextInputControl) {
            return false; // tabs speak for themselves; the others are asked for a name of their own
        }
        Object said = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        return !(said instanceof String text) || text.isBlank();
    }

    /// Where Tab leads instead; empty when it comes to the first action.
    private static Optional<String> firstAction(ConsoleWindow console, String view) {
        List<String> passed = new ArrayList<>();
        // the rows may have come after the view was shown
        RenderedFrames.runAndAwait(() -> FirstFocus.request((Parent) console.stage().getScene().lookup(".stage")));
        while (passed.size() <= FIRST_ACTION) {
            Node focused = RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner());
            if (RenderedFrames.onFx(() -> acts(console.stage().getScene().lookup(".stage"), focused))) {
                return Optional.empty();
            }
            passed.add(String.valueOf(focused));
            RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
            SharedRobot.ROBOT.press(KeyCode.TAB).release(KeyCode.TAB);
            RenderedFrames.await(2);
        }
        return Optional.of(view + "  " + passed);
    }

    /// Rows where there are some, else the main action, else whatever can be done.
    private static boolean acts(Node view, Node focused) {
        List<Node> nodes = new ArrayList<>();
        ConsoleFixture.walk(view, nodes);
        List<Node> operated = nodes.stream().filter(ConsoleFixture::shown)
            .filter(node -> !node.isDisabled() && node.isFocusTraversable() && !(node instanceof ScrollPane)).toList();
        List<Predicate<Node>> kinds = List.of(ViewAccessTest::rows, node -> node.getStyleClass().contains("accent"), node -> !(node instanceof TabPane));
        return kinds.stream().filter(kind -> operated.stream().anyMatch(kind)).findFirst().filter(kind -> operated.contains(focused) && kind.test(focused))
            .isPresent();
    }

    private static boolean rows(Node node) {
        return node instanceof ListView<?> list && !list.getItems().isEmpty() || node instanceof CanvasListView;
    }

    private static boolean arrows(ListView<?> list) {
        list.requestFocus();
        ConsoleFixture.press(list, KeyCode.HOME);
        ConsoleFixture.press(list, KeyCode.DOWN);
        return list.getFocusModel().getFocusedIndex() == 1;
    }

    /// Whether the rows of a painted list are told one by one.
    private static boolean arrows(CanvasListView list) {
        list.requestFocus();
        ConsoleFixture.press(list, KeyCode.END);
        Object last = list.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        ConsoleFixture.press(list, KeyCode.UP);
        Object before = list.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        return !last.equals(before) && Stream.of(last, before).noneMatch(text -> text.equals(list.getAccessibleText()));
    }
}
