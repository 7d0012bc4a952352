package earshot.ui.devices;

import module java.base;

import earshot.id.DeviceId;
import earshot.lint.BootAnalysis;
import earshot.lint.BootAnalysis.Destination;
import earshot.lint.BootAnalysis.StoredValue;
import earshot.lint.BootRecord;
import earshot.lint.Finding;
import earshot.lint.OtaExchange;
import earshot.lint.OtaLint;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.server.BootExchange;
import earshot.ui.kit.JsonPane;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// The newest boot request of a device and its answer side by side; above them where the device goes after it, what it has stored for good, and what is wrong
/// with either (U49). On the FX thread only.
final class BootPane {
    private static final double JSON_HEIGHT = 240;
    /// Below this width the two stand one above the other.
    private static final double BESIDE = 520;

    private final VBox pane;
    private final DeviceId device;
    private final Texts texts;
    private final JsonPane requestBody;
    private final JsonPane replyBody;
    private final GridPane both = new GridPane(12, 8);
    private final VBox request;
    private final VBox reply;
    private final Label requestHead = Nodes.wrappedLabel("", "caption", "payload");
    private final Label replyHead = Nodes.wrappedLabel("", "caption", "payload");
    private Optional<BootRecord> shown = Optional.empty();

    BootPane(VBox pane, DeviceId device, ViewContext viewContext) {
        this.pane = pane;
        this.device = device;
        texts = viewContext.texts();
        requestBody = json(viewContext, "boot.request");
        replyBody = json(viewContext, "boot.reply");
        request = new VBox(4, Nodes.label(texts.get("boot.request"), "strong"), requestHead, requestBody);
        reply = new VBox(4, Nodes.label(texts.get("boot.reply"), "strong"), replyHead, replyBody);
        List.of(request, reply).forEach(side -> {
            side.setMinWidth(0);
            side.setMaxWidth(Double.MAX_VALUE);
        });
        both.widthProperty().subscribe(width -> arrange(width.doubleValue() >= BESIDE));
    }

    private JsonPane json(ViewContext viewContext, String key) {
        JsonPane json = new JsonPane(texts, viewContext.pump(), texts.get(key));
        json.setMinHeight(JSON_HEIGHT);
        json.setPrefSize(0, JSON_HEIGHT);
        return json;
    }

    private void arrange(boolean beside) {
        if (both.getColumnConstraints().size() == (beside ? 2 : 1)) {
            return;
        }
        both.getChildren().clear();
        both.add(request, 0, 0);
        both.add(reply, beside ? 1 : 0, beside ? 0 : 1);
        both.getColumnConstraints().setAll(Stream.generate(() -> {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(beside ? 50 : 100);
            return column;
        }).limit(beside ? 2 : 1).toList());
    }

    void show(Optional<BootRecord> boot) {
        if (boot.equals(shown) && !pane.getChildren().isEmpty()) {
            return;
        }
        shown = boot;
        List<Node> nodes = new ArrayList<>();
        nodes.add(Nodes.label(texts.get("boot.title"), "subheading"));
        boot.ifPresentOrElse(known -> addBoot(nodes, known), () -> nodes.add(Nodes.wrappedLabel(texts.get("boot.none"), "caption")));
        pane.getChildren().setAll(nodes);
    }

    private void addBoot(List<Node> nodes, BootRecord boot) {
        BootExchange exchange = boot.exchange();
        BootAnalysis analysis = BootAnalysis.of(boot);
        List<Finding> findings = OtaLint
            .check(new OtaExchange(exchange.body().getBytes(StandardCharsets.UTF_8), exchange.status(), exchange.reply().getBytes(StandardCharsets.UTF_8)));
        boolean good = analysis.destination() instanceof Destination.WebSocket && findings.isEmpty();
        nodes.add(Nodes.wrappedLabel(verdict(analysis.destination()), "strong", good ? "ok-text" : "warn-text"));
        analysis.activationCode().ifPresent(code -> nodes.add(Nodes.wrappedLabel(texts.get("boot.activation", code), "warn-text")));
        analysis.upgrade().ifPresent(version -> nodes.add(Nodes.wrappedLabel(texts.get("boot.upgrade", version), "warn-text")));
        findings.forEach(finding -> nodes.add(finding(finding)));
        nodes.add(Nodes.label(texts.get("boot.at", TimeFormatter.DATE_CLOCK.format(exchange.at())), "caption"));
        nodes.add(stored(analysis.stored()));
        requestHead.setText(Stream.concat(Stream.of(exchange.sent().line()), exchange.sent().headers().stream()).collect(Collectors.joining("\n")));
        replyHead.setText(exchange.replyHead().replace("\r", ""));
        requestBody.show(exchange.body(), true);
        replyBody.show(exchange.reply(), true);
        nodes.add(both);
    }

    private String verdict(Destination destination) {
        return switch (destination) {
            case Destination.WebSocket(String url) when url.isEmpty() -> texts.get("boot.goes.kept");
            case Destination.WebSocket(String url) -> texts.get("boot.goes.websocket", url);
            case Destination.Mqtt(String endpoint) -> texts.get("boot.goes.mqtt", endpoint);
            case Destination.MqttByDefault _ -> texts.get("boot.goes.default");
            case Destination.Unanswered(int status) -> texts.get("boot.goes.nowhere", Integer.toString(status));
        };
    }

    private Node finding(Finding finding) {
        Problem problem = Problem.of(finding.rule().code(), new ProblemSubject.ProtocolRule(device, finding.rule().id()), device, finding.detail(),
            finding.count());
        return Nodes.wrappedLabel(texts.account(problem) + " → " + texts.remedy(problem), "bad-text");
    }

    private Node stored(List<StoredValue> values) {
        GridPane grid = new GridPane(16, 4);
        grid.getStyleClass().add("facts");
        for (StoredValue value : values) {
            grid.addRow(grid.getRowCount(), Nodes.uncut(Nodes.label(value.key(), "caption")), Nodes.wrappedLabel(stored(value)));
        }
        return new VBox(4, Nodes.wrappedLabel(texts.get("boot.stored"), "caption"), grid);
    }

    private String stored(StoredValue value) {
        if (value.written().isEmpty()) {
            return value.before().map(before -> texts.get("boot.stored.kept", quoted(before))).orElse(texts.get("boot.stored.unknown"));
        }
        String now = quoted(value.written().get());
        return value.before().filter(before -> !value.written().get().equals(before)).map(before -> texts.get("boot.stored.changed", now, quoted(before)))
            .orElse(now);
    }

    private String quoted(String value) {
        return value.isEmpty() ? texts.get("boot.stored.empty") : value;
    }
}
