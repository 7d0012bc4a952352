package earshot.ui.models;

import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;

/// Binds the editor of the personas.
final class PersonaController extends ViewController {
    private final PersonaViewModel model;
    private final Texts texts;

    @FXML private ComboBox<PersonaViewModel.Whose> whose;
    @FXML private TextArea persona;
    @FXML private Button savePersona;
    @FXML private Button discardPersona;

    PersonaController(PersonaViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        whose.setConverter(DisplayConverter.of(PersonaViewModel.Whose::name));
        whose.setItems(model.owners());
        savePersona.disableProperty().bind(model.changed().not());
        discardPersona.disableProperty().bind(model.changed().not());
        savePersona.setOnAction(_ -> model.save());
        discardPersona.setOnAction(_ -> model.discard());
        untilClosed(TwoWayBinding.bind(whose.valueProperty(), model.whose()), TwoWayBinding.bind(persona.textProperty(), model.text()),
            model.whose().subscribe(_ -> persona.setPromptText(model.inheritedText().isEmpty() ? texts.get("models.persona.prompt") : model.inheritedText())));
    }

    void focus() {
        Focus.request(persona);
    }

    @Override
    public void close() {
        super.close();
        whose.setItems(null);
    }
}
