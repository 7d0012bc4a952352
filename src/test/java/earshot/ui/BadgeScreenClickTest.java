package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.display.Acknowledgement;
import earshot.display.DisplayPage;
import earshot.display.SentPage;
import earshot.id.DeviceId;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The screen of a badge in the window.
class BadgeScreenClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");

    @Test
    void theLastPageIsDrawnAsTheBadgeShowsItAndOlderOnesWhenTheyAreSelected() {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(Language.ENGLISH);
        showScreen();
        assertThat(shown(node("#noPages"))).isTrue();
        SentPage first = page(1, "one", new Acknowledgement.Shown(Duration.ofMillis(412)));
        engine.pages.set(List.of(page(2, "two", new Acknowledgement.Waiting()), first));
        pass(Duration.ofMillis(200));
        assertThat(shown(node("#noPages"))).isFalse();
        assertThat(text("#acknowledged")).isEqualTo("not acknowledged yet");
        assertThat(text("#screenSize")).contains("10", "40");
        Node screen = node(".badge-screen");
        assertThat(RenderedFrames.onFx(screen::getAccessibleText)).contains("对话模式\ntwo\nahead\n", "page 1 of 2");
        Image two = image(screen);
        assertThat(colours(two)).as("one bit").containsExactlyInAnyOrder(0xff000000, 0xffffffff);
        assertThat(two.getWidth()).isGreaterThan(two.getHeight());
        engine.pages.set(List.of(page(2, "two", new Acknowledgement.Missing()), first));
        pass(Duration.ofMillis(200));
        assertThat(text("#acknowledged")).isEqualTo("not acknowledged");
        RenderedFrames.runAndAwait(() -> list().getSelectionModel().select(1));
        assertThat(text("#acknowledged")).isEqualTo("acknowledged after 0.4 s");
        engine.pages.set(List.of(page(3, "three", new Acknowledgement.Failed("INVALID_PAYLOAD", Duration.ofMillis(50))),
            page(2, "two", new Acknowledgement.Missing()), first));
        pass(Duration.ofMillis(200));
        assertThat(text("#acknowledged")).as("what was selected stays").contains("0.4");
        RenderedFrames.runAndAwait(() -> list().getSelectionModel().select(0));
        assertThat(text("#acknowledged")).contains("INVALID_PAYLOAD");
        assertThat(differ(two, image(screen))).isTrue();
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).toList())).isEmpty();
    }

    @Test
    void onlyABadgeHasAScreen() {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> tabs().getTabs().stream().map(Tab::getText).toList())).contains("Live", "Mic").doesNotContain("Screen");
        engine.pages.set(List.of(page(1, "one", new Acknowledgement.Waiting())));
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> tabs().getTabs().stream().map(Tab::getText).toList())).endsWith("Mic", "Screen");
    }

    @ParameterizedTest
    @EnumSource
    void allTabsAreInSightInTheSmallestWindow(Language language) {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(language);
        RenderedFrames.runAndAwait(() -> {
            console.stage().setWidth(1024);
            console.stage().setHeight(700);
            console.showDevice(KITCHEN);
        });
        pass(Duration.ofMillis(200));
        fire("#showFaults");
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> tabs().getTabs().size())).isEqualTo(8);
        assertThat(all("#tabs .control-buttons-tab")).as("the menu of tabs that do not fit").noneMatch(ConsoleFixture::shown);
    }

    private void showScreen() {
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> tabs().getSelectionModel().selectLast());
        pass(Duration.ofMillis(200));
    }

    private SentPage page(int number, String line, Acknowledgement acknowledgement) {
        DisplayPage page = new DisplayPage(Optional.of("p-" + number), DisplayPage.CHAT, DisplayPage.CHAT_TITLE,
            new DisplayPage.Body.Lines(List.of(line, "ahead")), Optional.empty(), Optional.of(new DisplayPage.PageNumber(1, 2)));
        return new SentPage(number, time.now(), time.nanos(), page, 10, acknowledgement);
    }

    private TabPane tabs() {
        return (TabPane) lookup("#tabs");
    }

    @SuppressWarnings("unchecked")
    private ListView<SentPage> list() {
        return (ListView<SentPage>) lookup("#sentPages");
    }

    private static Image image(Node screen) {
        return RenderedFrames.onFx(() -> ((ImageView) screen.lookup(".image-view")).getImage());
    }

    private static Set<Integer> colours(Image image) {
        return IntStream.range(0, (int) image.getWidth()).boxed()
            .flatMap(x -> IntStream.range(0, (int) image.getHeight()).mapToObj(y -> image.getPixelReader().getArgb(x, y))).collect(Collectors.toSet());
    }

    private static boolean differ(Image one, Image other) {
        return IntStream.range(0, (int) one.getWidth())
            .anyMatch(x -> IntStream.range(0, (int) one.getHeight()).anyMatch(y -> one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)));
    }
}
