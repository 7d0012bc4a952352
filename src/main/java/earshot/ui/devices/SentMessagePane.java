package earshot.ui.devices;

import module java.base;

import earshot.data.TextLimit;
import earshot.event.SecretMasker;
import earshot.operator.Delivery;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.wire.WorkMode;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Row of a message that was sent: what, when, what came of it, and a button that sends it again. It stays the same node while it changes. On the FX thread
/// only.
final class SentMessagePane extends HBox {
    private static final int MOST_CHARACTERS = 160;

    private final Texts texts;
    private final Label state = Nodes.wrappedLabel("", "caption");

    SentMessagePane(Texts texts, SentMessage sent, Consumer<OperatorMessage> onAgain) {
        super(8);
        this.texts = texts;
        String what = texts.get("send.kind." + Texts.keyOf(DeviceSendViewModel.kind(sent.message())));
        String content = content(texts, sent.message());
        Button again = Nodes.smallButton(texts.get("send.again"), () -> onAgain.accept(sent.message()));
        again.setId("again-" + sent.number());
        again.setAccessibleText(texts.get("send.again") + ": " + what + " " + content);
        getStyleClass().addAll("line", "reminder");
        getChildren().setAll(Nodes.uncut(Nodes.label(TimeFormatter.CLOCK.format(sent.at()), "caption", "number")),
            Nodes.grow(new VBox(3, Nodes.wrappedLabel(content.isEmpty() ? what : what + ": " + content), state)), again);
        show(sent);
    }

    void show(SentMessage sent) {
        state.setText(words(texts, sent.delivery()));
        state.getStyleClass().setAll("label", sent.delivery().filter(came -> !came.succeeded()).isPresent() ? "warn-text" : "caption", "small");
    }

    private static String content(Texts texts, OperatorMessage message) {
        return switch (message) {
            case OperatorMessage.Speech(String sentence) -> sentence;
            case OperatorMessage.Notice(String status, String text, var _) -> status + " – " + text;
            case OperatorMessage.Face(var emotion) -> emotion.word();
            case OperatorMessage.Mode(Optional<WorkMode> mode) -> texts.get("modes." + mode.map(WorkMode::wireName).orElse("conversation"));
            case OperatorMessage.Reboot _ -> "";
            case OperatorMessage.Raw(String text) -> TextLimit.cut(SecretMasker.mask(text), MOST_CHARACTERS);
        };
    }

    /// What came of a message; empty while it is on its way.
    static String words(Texts texts, Optional<Delivery> delivery) {
        return delivery.map(came -> switch (came) {
            case Delivery.Sent _ -> texts.get("send.result.sent");
            case Delivery.Spoken _ -> texts.get("send.result.spoken");
            case Delivery.NotHeard _ -> texts.get("send.result.not_heard");
            case Delivery.Asleep _ -> texts.get("send.result.asleep");
            case Delivery.Unknown _ -> texts.get("send.result.unknown");
            case Delivery.Objected(var findings) -> texts.get("send.result.objected", findings.size());
            case Delivery.Full(int most) -> texts.get("send.result.full", most);
        }).orElseGet(() -> texts.get("send.result.waiting"));
    }
}
