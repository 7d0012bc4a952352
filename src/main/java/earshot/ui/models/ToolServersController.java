package earshot.ui.models;

import earshot.problem.ProblemReason;
import earshot.tool.Tool;
import earshot.tool.ToolServerStatus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds the list of tool servers.
final class ToolServersController extends ViewController {
    private final AssistantViewModel model;
    private final Texts texts;

    @FXML private Label noTools;
    @FXML private VBox tools;

    ToolServersController(AssistantViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        untilClosed(model.toolServers().subscribe(this::show));
        show();
    }

    private void show() {
        Nodes.setShown(noTools, model.toolServers().isEmpty());
        tools.getChildren().setAll(model.toolServers().stream().map(this::row).toList());
    }

    private Node row(ToolServerStatus server) {
        Label state = Nodes.chip(texts.get("models.tools." + server.availability()), switch (server.availability()) {
            case READY -> "is-ok";
            case STARTING -> "is-quiet";
            case BROKEN -> "is-warn";
        });
        String offered = String.join(", ", server.tools().stream().map(Tool::name).toList());
        VBox box = new VBox(3, Nodes.line(state, Nodes.wrappedLabel(server.name(), "strong")), Nodes.wrappedLabel(server.fault().map(why -> ProblemReason.text(why, texts.language().locale())).orElse(offered), "caption"));
        box.getStyleClass().add("provider");
        return box;
    }
}
