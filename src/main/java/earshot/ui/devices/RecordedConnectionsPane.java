package earshot.ui.devices;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.engine.RecordedSession;
import earshot.engine.RecordedSession.SoundRequest;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.SessionPlayer;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// The connections of a device in a session file: when each was open, how much passed, and its two sounds. On the FX thread only.
final class RecordedConnectionsPane extends ScrollPane {
    private final ViewContext viewContext;
    private final RecordedSession session;
    private final SessionPlayer player;
    private final Texts texts;

    RecordedConnectionsPane(ViewContext viewContext, RecordedSession session, DeviceId device) {
        this.viewContext = viewContext;
        this.session = session;
        player = new SessionPlayer(viewContext, session);
        texts = viewContext.texts();
        List<RecordedConnection> connections = session.connections().stream().filter(connection -> connection.handshake().device().equals(device)).toList();
        VBox body = new VBox(10);
        body.getStyleClass().add("detail-body");
        connections.forEach(connection -> body.getChildren().add(card(connection)));
        if (connections.isEmpty()) {
            body.getChildren().add(Nodes.wrappedLabel(texts.get("session.connections.none"), "muted"));
        }
        setContent(body);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
        // what plays belongs to what is shown
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                player.stop();
            }
        });
    }

    private VBox card(RecordedConnection connection) {
        Instant began = at(connection.nanos());
        Optional<Instant> closed = connection.closed().map(end -> at(end.nanos()));
        Label when = Nodes.wrappedLabel(
            texts.get("session.connection", connection.number(), TimeFormatter.DATE_CLOCK.format(began), closed.map(TimeFormatter.CLOCK::format).orElse("…"),
            DurationFormatter.clock(Duration.between(began, closed.orElse(session.ended())))), "strong");
        Label what = Nodes.wrappedLabel(texts.get("session.connection.passed", connection.texts(Direction.IN).size(), connection.texts(Direction.OUT).size(),
            connection.packets(Direction.IN).size(), connection.packets(Direction.OUT).size()), "caption");
        Label end = Nodes.wrappedLabel(
            connection.closed().map(over -> texts.get("session.connection.closed", Integer.toString(over.status().code()), over.status().reason()))
                .orElse(texts.get("session.connection.open")),
            "caption");
        boolean in = !connection.packets(Direction.IN).isEmpty();
        boolean out = !connection.packets(Direction.OUT).isEmpty();
        FlowPane buttons = new FlowPane(8, 8, button("turns.play.heard", connection, true, false, in), button("turns.play.said", connection, false, true, out),
            button("session.play.both", connection, true, true, in && out),
            Nodes.smallButton(texts.get("session.rows"),
                () -> viewContext.navigate().accept(NavigationTarget.ofMoment(connection.handshake().device(), began))));
        VBox card = new VBox(6, when, what, end, buttons);
        card.getStyleClass().addAll("well", "recorded-connection");
        return card;
    }

    private Button button(String key, RecordedConnection connection, boolean microphone, boolean loudspeaker, boolean there) {
        SoundRequest request = new SoundRequest(OptionalInt.of(connection.number()), microphone, loudspeaker, at(connection.nanos()));
        Button button = Nodes.smallButton("", () -> player.toggle(request, () -> { }));
        button.setDisable(!there);
        player.playing().subscribe(now -> button.setText(texts.get(now.filter(request::equals).isPresent() ? "turns.stop" : key)));
        return button;
    }

    private Instant at(long nanos) {
        return session.began().plusNanos(nanos - session.beganNanos());
    }
}
