package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.memory.DeviceMemory;
import earshot.server.ServerSettings;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsClickTest extends ConsoleFixture {
    @BeforeEach
    void open() {
        engine.device(new DeviceId("94:01")).named("Kitchen", "").connected(Dialect.XIAOZHI, earshot.device.ListenState.IDLE, false,
            earshot.device.ConnectionMode.DIALOG_ACTIVE, "");
        SettingsSamples.answer(engine);
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        RenderedFrames.await(4);
    }

    @Test
    @DisplayName("U14: dragging the silence shows where the last 20 s would have been cut, before anything is applied")
    void draggingTheSilenceShowsTheCuts() {
        RenderedFrames.runAndAwait(() -> on("#take", Button.class).fire());
        settle();
        assertThat(words()).startsWith("Now: 2 turns").endsWith("see the difference.");
        RenderedFrames.runAndAwait(() -> {
            Slider slider = on("#silenceSlider", Slider.class);
            slider.requestFocus();
            slider.setValue(206);
        });
        settle();
        assertThat(words()).startsWith("Now: 2 turns").contains("New: ").doesNotContain("New: 2 turns");
        assertThat(on("#cuts", Node.class).getAccessibleText()).isEqualTo(words());
        assertThat(engine.sentCommands).noneMatch(Command.ApplySettings.class::isInstance);
        RenderedFrames.runAndAwait(() -> on("#apply-hearing", Button.class).fire());
        assertThat(engine.sentCommands).last().isEqualTo(new Command.ApplySettings(Map.of("vad.min_silence_ms", 200L)));
    }

    @Test
    void aSearchLeavesWhatItFindsAndEscapeGivesItUp() {
        RenderedFrames.runAndAwait(() -> on("#filter", TextField.class).setText("wake words"));
        assertThat(row("wakeup_words").isVisible()).isTrue();
        assertThat(row("grace_seconds").isVisible()).isFalse();
        assertThat(on("#count", Label.class).getText()).startsWith("1 ");
        RenderedFrames.runAndAwait(() -> on("#filter", TextField.class).setText(""));
        assertThat(row("grace_seconds").isVisible()).isTrue();
    }

    @Test
    void theSectionThatIsReadIsMarked() {
        assertThat(current()).as("before anybody scrolls").containsExactly("When an idle device is closed");
        RenderedFrames.runAndAwait(() -> entry("Meetings").fire());
        assertThat(current()).containsExactly("Meetings");
        RenderedFrames.runAndAwait(() -> on("ScrollPane.settings", ScrollPane.class).setVvalue(0));
        assertThat(current()).containsExactly("When an idle device is closed");
        RenderedFrames.runAndAwait(() -> on("ScrollPane.settings", ScrollPane.class).setVvalue(1));
        assertThat(current()).containsExactly("Backup");
    }

    private Button entry(String words) {
        return console.stage().getScene().getRoot().lookupAll(".settings-entry").stream().map(Button.class::cast).filter(entry -> entry.getText().equals(words))
            .findFirst().orElseThrow();
    }

    private List<String> current() {
        return RenderedFrames
            .onFx(() -> console.stage().getScene().getRoot().lookupAll(".settings-entry.current").stream().map(entry -> ((Button) entry).getText()).toList());
    }

    @Test
    @DisplayName("row 7: what is remembered is one click away from the setting that remembers")
    void whatIsRememberedOpensTheMemoryOfItsDevice() {
        engine.memories.set(List.of(new DeviceMemory(new DeviceId("94:01"), "Ann lives in Kiel.", time.now(), DeviceMemory.Source.MODEL)));
        settle();
        RenderedFrames.runAndAwait(() -> on("#remembered", Button.class).fire());
        settle();
        assertThat(on("#tabs", TabPane.class).getSelectionModel().getSelectedItem().getId()).isEqualTo("memory");
    }

    @Test
    void aSecretThatOthersNeedIsShownWhenAskedFor() {
        ServerSettings server = ServerSettings.SECTION.defaults();
        engine.settings.set(engine.settings.get().with(ServerSettings.SECTION,
            new ServerSettings(server.host(), server.port(), server.httpPort(), server.websocket(), server.advertiseIp(), server.auth(),
                Optional.of("sesame-123456"), server.maxConnectionsPerAddress())));
        Node row = row("manager-api-secret");
        Label shown = (Label) row.lookup(".secret .number");
        Button show = (Button) row.lookup(".secret .button");
        assertThat(shown.getText()).doesNotContain("sesame");
        RenderedFrames.runAndAwait(show::fire);
        assertThat(shown.getText()).isEqualTo("sesame-123456");
        RenderedFrames.runAndAwait(show::fire);
        assertThat(shown.getText()).doesNotContain("sesame");
    }

    private Node row(String key) {
        Node node = on("#setting-" + key, Node.class);
        while (!node.getStyleClass().contains("setting-row")) {
            node = node.getParent();
        }
        return node;
    }

    private String words() {
        return on("#tryOutWords", Label.class).getText();
    }

    private <T> T on(String selector, Class<T> type) {
        return type.cast(lookup(selector));
    }

    /// Advances the clock by a second and renders some frames, so that delayed updates have run.
    private void settle() {
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(200));
            RenderedFrames.await(4);
        }
    }
}
