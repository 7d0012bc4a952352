package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.PlaybackLead;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The handshake tab: how much of an answer is sent ahead, and the last boot request.
class DeviceLeadClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");

    @ParameterizedTest
    @EnumSource(Language.class)
    void aChoiceIsSentOnceAndTheLimitsOfTheQueueAreInWords(Language language) {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(language);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#tabs")).getSelectionModel().select(1));
        pass(Duration.ofMillis(200));
        ComboBox<PlaybackLead> lead = lead();
        assertThat(lead.getValue()).isEqualTo(PlaybackLead.USUAL);
        assertThat(lead.getItems()).extracting(PlaybackLead::frames).containsExactly(2, 3, 4, 5, 6, 7, 8);
        assertThat(engine.sentCommands).as("showing it sends nothing").noneMatch(Command.ChooseLead.class::isInstance);
        RenderedFrames.runAndAwait(() -> lead.getSelectionModel().select(new PlaybackLead(8)));
        assertThat(engine.sentCommands).filteredOn(Command.ChooseLead.class::isInstance).containsExactly(new Command.ChooseLead(KITCHEN, new PlaybackLead(8)));
        assertThat(((Label) node("#queue")).getText()).contains(Integer.toString(PlaybackLead.QUEUE), Integer.toString(PlaybackLead.SMALL_QUEUE));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("U49: the last boot request and its answer, and where the board goes after it")
    void theLastBootRequestIsExplained(Language language) {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(language);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#tabs")).getSelectionModel().select(1));
        pass(Duration.ofMillis(600));
        assertThat(words("#boot .label")).as("it is said that there is none").hasSize(2);
        BootExchange good = new BootExchange(time.now(), new SentRequest("POST /xiaozhi/ota/ HTTP/1.1", List.of("device-id: 94:01", "client-id: ***")),
            "{\"application\":{\"version\":\"2.4.2\"}}", 200, "HTTP/1.1 200 OK",
            "{\"websocket\":{\"url\":\"ws://192.168.1.5:8000/xiaozhi/v1/\",\"token\":\"\",\"version\":1}}");
        BootRecord first = new BootRecord(good, Map.of());
        engine.boots.set(Map.of(KITCHEN, first));
        pass(Duration.ofMillis(600));
        assertThat(words("#boot .ok-text")).singleElement().asString().contains("ws://192.168.1.5:8000/xiaozhi/v1/");
        assertThat(words("#boot .payload")).anyMatch(text -> text.startsWith("POST /xiaozhi/ota/ HTTP/1.1\ndevice-id: 94:01"));
        engine.boots.set(Map.of(KITCHEN,
            first.next(new BootExchange(time.now(), good.sent(), good.body(), 200, good.replyHead(), "{\"mqtt\":{\"endpoint\":\"mqtt.example.com\"}}"))));
        pass(Duration.ofMillis(600));
        assertThat(words("#boot .warn-text")).singleElement().asString().contains("mqtt.example.com");
        assertThat(words("#boot .bad-text")).as("what the lint says of it").isNotEmpty();
        assertThat(words("#boot .facts .label")).as("the address is kept").anyMatch(text -> text.contains("ws://192.168.1.5:8000/xiaozhi/v1/"));
    }

    @SuppressWarnings("unchecked")
    private ComboBox<PlaybackLead> lead() {
        return (ComboBox<PlaybackLead>) node("#lead");
    }
}
