package earshot.ui.messages;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// List cell of a message: who to whom, what, when, and where it is now.
final class MessageListCell extends ItemCell<PeerMessage> {
    private final MessagesViewModel model;
    private final Texts texts;
    private final Label state = Nodes.uncut(Nodes.label("", "pill"));
    private final Label route = Nodes.grow(Nodes.wrappedLabel("", "strong"));
    private final Label when = Nodes.uncut(Nodes.label("", "caption"));
    private final Label summary = Nodes.wrappedLabel("");
    private final Label outcome = Nodes.grow(Nodes.wrappedLabel("", "muted"));
    private final Button retry;
    private final HBox row;

    MessageListCell(ViewContext viewContext, MessagesViewModel model) {
        this.model = model;
        texts = viewContext.texts();
        getStyleClass().add("problem-cell");
        Nodes.explained(when, texts.get("messages.when.what"));
        retry = Nodes.smallButton(texts.get("messages.retry"), () -> model.retry(getItem()));
        Button delete = Nodes.smallButton(texts.get("messages.delete"), () -> model.delete(getItem()));
        HBox head = new HBox(10, state, route, when);
        head.getStyleClass().add("problem-head");
        HBox foot = new HBox(8, outcome, retry, delete);
        foot.getStyleClass().add("problem-head");
        row = new HBox(Nodes.grow(new VBox(6, head, summary, foot)));
        row.getStyleClass().addAll("card", "problem-card");
        layOut(row, 28);
    }

    @Override
    protected void show(PeerMessage message) {
        MessageKind kind = MessageKind.of(message);
        state.setText(texts.get("messages.state." + Texts.keyOf(kind)));
        state.getStyleClass().setAll("label", "pill", switch (kind) {
            case WAITING -> "is-warn";
            case DELIVERED -> "is-ok";
            case DROPPED -> "is-bad";
            case ALL -> "is-quiet";
        });
        route.setText(model.name(message.from()) + " → " + model.name(message.to()));
        when.setText(TimeFormatter.DAY_MINUTE.format(message.accepted()));
        // a label loses the end of a line with a tab in it
        summary.setText(ControlCharacters.toSpaces(message.summary()));
        outcome.setText(model.category(message) + " · " + outcome(message.state()));
        Nodes.setShown(retry, model.retryable(message));
        setGraphic(row);
        setAccessibleText(String.join("\n", state.getText(), route.getText(), when.getText(), summary.getText(), outcome.getText()));
    }

    private String outcome(PeerMessageState now) {
        return switch (now) {
            case PeerMessageState.Waiting(Instant expires) -> texts.get("messages.outcome.waiting", TimeFormatter.DAY_MINUTE.format(expires));
            case PeerMessageState.Sent(Instant at, var _, var _) -> texts.get("messages.outcome.sent", TimeFormatter.DAY_CLOCK.format(at));
            case PeerMessageState.Delivered(Instant at) -> texts.get("messages.outcome.delivered", TimeFormatter.DAY_CLOCK.format(at));
            case PeerMessageState.Dropped(Instant at, PeerMessageState.DropReason reason) -> texts.get("messages.dropped." + Texts.keyOf(reason),
                TimeFormatter.DAY_MINUTE.format(at));
        };
    }
}
