package earshot.ui.devices;

import module java.base;

import earshot.access.Approval;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// List cell of a device that asked to connect: the code that its board shows, what it is, and the decisions that are possible.
final class ApprovalListCell extends ItemCell<Approval> {
    private final ViewContext viewContext;
    private final Texts texts;
    private final DeviceAccessViewModel model;
    private final StatePill state = Nodes.uncut(new StatePill());
    private final Label code = Nodes.uncut(Nodes.label("", "number", "approval-code"));
    private final Label device = Nodes.label("", "strong");
    private final Label facts = Nodes.label("", "caption");
    private final Button approve;
    private final Button refuse;
    private final Button token;
    private final Button forget;
    private final Button sent;
    private final HBox row;

    ApprovalListCell(ViewContext viewContext, DeviceAccessViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        getStyleClass().add("approval-cell");
        approve = new Button();
        approve.setOnAction(_ -> model.approve(getItem()));
        refuse = new Button();
        refuse.setOnAction(_ -> model.refuse(getItem()));
        token = new Button(texts.get("access.token"));
        token.setOnAction(_ -> getItem().token().ifPresent(SystemClipboard::copy));
        forget = new Button(texts.get("access.forget"));
        forget.setOnAction(_ -> model.forget(getItem()));
        sent = new Button(texts.get("attempt.headers"));
        sent.setOnAction(_ -> showSent(getItem()));
        facts.setMinWidth(0);
        VBox who = new VBox(1, device, facts);
        who.setMinWidth(0);
        who.setAlignment(Pos.CENTER_LEFT);
        row = new HBox(12, state, code, Nodes.grow(who), sent, token, forget, Nodes.uncut(refuse), Nodes.uncut(approve));
        List.of(sent, token, forget).forEach(Nodes::uncut);
        row.setAlignment(Pos.CENTER_LEFT);
        // the second click of a double click meets the device that moved up into the place of the decided one
        row.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getClickCount() > 1) {
                event.consume();
            }
        });
        setPrefWidth(0);
    }

    @Override
    protected void show(Approval approval) {
        switch (approval.state()) {
            case PENDING -> show("shape-attention", "is-warn");
            case APPROVED -> show("shape-running", "is-ok");
            case REFUSED -> show("shape-refused", "is-bad");
        }
        code.setText(approval.code());
        Nodes.setShown(code, approval.is(Approval.State.PENDING));
        device.setText(approval.deviceId().value());
        Approval.Origin origin = approval.origin();
        String board = Stream.of(origin.board(), origin.firmware()).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        String when = TimeFormatter.DAY_CLOCK.format(approval.decidedAt().orElse(approval.askedAt()));
        String rest = Stream.of(board, origin.address(), when).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        boolean rival = model.hasRival(approval);
        facts.setText(rival ? texts.get("access.rival") + " " + rest : rest);
        Nodes.setStyleClass(facts, "warn-text", rival);
        approve.setText(texts.get(rival ? "access.replace" : approval.is(Approval.State.REFUSED) ? "access.allow" : "access.approve"));
        Nodes.setStyleClass(approve, "accent", approval.is(Approval.State.PENDING) && !rival);
        refuse.setText(texts.get(approval.is(Approval.State.APPROVED) ? "access.revoke" : "access.refuse"));
        Nodes.setShown(approve, !approval.is(Approval.State.APPROVED));
        Nodes.setShown(refuse, !approval.is(Approval.State.REFUSED));
        Nodes.setShown(sent, !approval.is(Approval.State.APPROVED) && attempt(approval).isPresent());
        Nodes.setShown(token, approval.token().isPresent());
        Nodes.setShown(forget, approval.is(Approval.State.REFUSED));
        setGraphic(row);
        setAccessibleText(String.join(", ", state.getText(), approval.deviceId().value(), approval.code(), facts.getText()));
    }

    private void showSent(Approval asked) {
        attempt(asked).ifPresent(attempt -> SentRequestDialog.show(getScene(), texts, attempt, approve.getText(), () -> model.approve(asked)));
    }

    /// Its newest attempt to connect.
    private Optional<ConnectionAttempt> attempt(Approval approval) {
        return viewContext.model().connectionAttempts().get().stream()
            .filter(attempt -> attempt.device().equals(Optional.of(approval.deviceId())) && !attempt.sent().headers().isEmpty()).findFirst();
    }

    private void show(String shape, String tone) {
        state.show(texts.get("access.state." + Texts.keyOf(getItem().state())), shape, tone);
    }
}
