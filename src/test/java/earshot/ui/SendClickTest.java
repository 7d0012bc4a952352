package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.operator.Delivery;
import earshot.operator.MessagePreview;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a person sends to a device, in the window.
class SendClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");
    private static final String RAW = "{\"type\":\"alert\",\"status\":\"s\"}";

    @Test
    @DisplayName("U50: a raw message is shown as it will pass and judged; it is sent by Send anyway, listed, and sent again")
    void aMessageIsShownJudgedSentAndSentAgain() {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        engine.previews = message -> CompletableFuture
            .completedFuture(new MessagePreview(message instanceof OperatorMessage.Raw(String text) ? List.of(text) : List.of("a", "b"), OptionalInt.empty(),
            message instanceof OperatorMessage.Raw ? List.of(new Finding(LintRule.ALERT_INCOMPLETE, "no message", 1)) : List.of(), true));
        engine.answers = command -> command instanceof Command.SendMessage
            ? Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.Delivered(new Delivery.Sent()))))
            : Optional.empty();
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        fire("#sendOpen");
        pass(Duration.ofMillis(200));
        assertThat(((Button) lookup("#sendNow")).isDisabled()).as("nothing is written").isTrue();
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner())).as("where the sentence goes").isSameAs(node("#sendSentence"));
        RenderedFrames.runAndAwait(() -> ((ComboBox<?>) lookup("#sendKind")).getSelectionModel().selectLast());
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((TextArea) lookup("#sendRaw")).setText(RAW));
        pass(Duration.ofMillis(500));
        assertThat(((TextArea) lookup("#sendExact")).getText()).isEqualTo(RAW);
        assertThat(((Button) lookup("#sendNow")).getText()).isEqualTo("Send anyway");
        assertThat(all("#sendFindings .label").stream().map(node -> ((Label) node).getText())).anyMatch(text -> text.startsWith("alert-incomplete: "))
            .anyMatch(text -> text.contains("no message"));
        fire("#sendNow");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.SendMessage(KITCHEN, new OperatorMessage.Raw(RAW), true));
        pass(Duration.ofMillis(200));
        assertThat(((Label) lookup("#sendResult")).getText()).isEqualTo("sent");

        engine.sentMessages.set(List.of(
            new SentMessage(4, time.now(), KITCHEN, new OperatorMessage.Notice("Door", "rings", "sad"), Optional.of(new Delivery.Asleep(Optional.empty())))));
        pass(Duration.ofMillis(200));
        assertThat(all("#sentRows .label").stream().map(node -> ((Label) node).getText())).contains("Alert: Door – rings", "not sent: the device is asleep");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#again-4")).fire());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.SendMessage(KITCHEN, new OperatorMessage.Notice("Door", "rings", "sad"), false));
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).toList())).isEmpty();
    }
}
