package earshot.ui.models;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.tool.Tool;
import earshot.tool.ToolServerStatus;
import earshot.ui.kit.Focus;
import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/// Binds the list of tool servers: their state, tools, and what their programs write.
final class ToolServersController extends ViewController {
    private static final int OUTPUT_ROWS = 8;
    private final AssistantViewModel model;
    private final Texts texts;
    private final SubscriptionGroup outputs = new SubscriptionGroup();
    /// Servers whose output is shown.
    private final Set<String> opened = new HashSet<>();

    @FXML private VBox toolServers;
    @FXML private Label noTools;
    @FXML private VBox tools;

    ToolServersController(AssistantViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        untilClosed(model.toolServers().subscribe(this::show));
    }

    /// Scrolls the list into view.
    void reveal() {
        FxPump.afterEvent(() -> FocusScroller.reveal(toolServers));
    }

    private void show(Optional<List<ToolServerStatus>> servers) {
        outputs.close();
        noTools.setText(texts.get(servers.isEmpty() ? "models.tools.unread" : "models.tools.none"));
        Focus.keep(tools, () -> tools.getChildren().setAll(servers.orElse(List.of()).stream().map(this::row).toList()));
        Nodes.setShown(noTools, tools.getChildren().isEmpty());
    }

    private Node row(ToolServerStatus server) {
        Label state = Nodes.chip(texts.get("models.tools." + server.availability()), switch (server.availability()) {
            case READY -> "is-ok";
            case STARTING -> "is-quiet";
            case BROKEN -> "is-warn";
        });
        Button restart = Nodes.smallButton(texts.get("models.tools.restart"), () -> model.restartToolServer(server.name()));
        String offered = texts.list(server.tools().stream().map(Tool::name).toList());
        VBox box = new VBox(3, Nodes.line(state, Nodes.grow(Nodes.wrappedLabel(server.name(), "strong")), restart),
            Nodes.wrappedLabel(server.failure().map(why -> ProblemReason.text(why, texts.language().locale())).orElse(offered), "caption"));
        addOutput(box, server);
        box.getStyleClass().add("provider");
        return box;
    }

    /// What its program writes, on request: rows are built again with each change of a server, so what was opened stays open.
    private void addOutput(VBox box, ToolServerStatus server) {
        TextArea output = new TextArea();
        output.setEditable(false);
        output.setPrefRowCount(OUTPUT_ROWS);
        output.getStyleClass().add("payload");
        output.setAccessibleText(texts.get("models.tools.output") + " " + server.name());
        ToggleButton toggle = Nodes.uncut(new ToggleButton(texts.get("models.tools.output")));
        toggle.getStyleClass().add("small-button");
        toggle.setSelected(opened.contains(server.name()));
        toggle.selectedProperty().subscribe(open -> {
            Nodes.setShown(output, open);
            if (open) {
                opened.add(server.name());
            } else {
                opened.remove(server.name());
            }
        });
        outputs.add(model.outputOf(server, lines -> {
            Nodes.setShown(toggle, !lines.isEmpty());
            Nodes.setShown(output, toggle.isSelected() && !lines.isEmpty());
            output.setText(String.join("\n", lines));
            output.positionCaret(output.getLength());
        }));
        box.getChildren().addAll(toggle, output);
    }

    @Override
    public void close() {
        outputs.close();
        super.close();
    }
}
