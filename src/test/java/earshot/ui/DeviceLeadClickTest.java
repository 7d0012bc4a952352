package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.PlaybackLead;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How much of an answer is sent ahead, chosen in the handshake tab.
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

    @SuppressWarnings("unchecked")
    private ComboBox<PlaybackLead> lead() {
        return (ComboBox<PlaybackLead>) node("#lead");
    }
}
