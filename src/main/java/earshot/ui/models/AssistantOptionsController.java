package earshot.ui.models;

import earshot.engine.Command;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Focus;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WrapGuard;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds the choice of who answers.
final class AssistantOptionsController extends ViewController {
    private final ViewContext viewContext;
    private final AssistantViewModel model;

    @FXML private VBox answerers;
    @FXML private Button speak;

    AssistantOptionsController(ViewContext viewContext, AssistantViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
    }

    @FXML
    private void initialize() {
        speak.setOnAction(_ -> {
            viewContext.send(new Command.StartTestDevice(Optional.empty()));
            viewContext.navigate().accept(NavigationTarget.of("devices"));
        });
        untilClosed(model.assistantOptions().subscribe(this::show));
        show();
    }

    private void show() {
        ToggleGroup group = new ToggleGroup();
        Focus.keep(answerers, () -> answerers.getChildren().setAll(model.assistantOptions().stream().map(who -> answerer(who, group)).toList()));
    }

    private Node answerer(AssistantOption who, ToggleGroup group) {
        RadioButton button = new RadioButton(who.title());
        button.setMnemonicParsing(false);
        WrapGuard.wrap(button);
        button.setMinHeight(Region.USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setSelected(who.chosen());
        button.setOnAction(_ -> model.choose(ProviderKind.LLM, who.alias()));
        return new VBox(1, button, Nodes.wrappedLabel(who.description(), "caption", "answerer-what"));
    }
}
