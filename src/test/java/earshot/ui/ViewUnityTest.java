package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is to be alike in all views, in the real window.
@Tag("proof")
class ViewUnityTest {
    private static final Gallery.Size SIZE = new Gallery.Size(1280, 800);

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "ONE"})
    @DisplayName("in every view a number or an icon that stands alone tells what it is, and buttons side by side are equally high")
    void everyView(GalleryState state) throws IOException {
        Set<String> untold = new TreeSet<>();
        Set<String> uneven = new TreeSet<>();
        Gallery.walk(state, Theme.LIGHT, Language.ENGLISH, SIZE, page -> !page.matches(".*-\\d+"), (console, page) -> RenderedFrames.runAndAwait(() -> {
            List<Node> nodes = new ArrayList<>();
            ConsoleFixture.walk(console.stage().getScene().getRoot(), nodes);
            List<Node> shown = nodes.stream().filter(ConsoleFixture::shown).filter(node -> !node.isDisabled()).toList();
            ViewUnity.untold(shown).forEach(node -> untold.add(page.view() + "  " + node));
            ViewUnity.uneven(shown).forEach(row -> uneven.add(page.view() + "  " + row));
        }));
        assertThat(untold).as("without a tooltip").isEmpty();
        assertThat(uneven).as("of different heights").isEmpty();
    }
}
