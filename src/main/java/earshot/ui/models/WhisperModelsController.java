package earshot.ui.models;

import module java.base;

import earshot.engine.WhisperModelStatus;
import earshot.problem.Problem;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Binds the card with the models of Whisper.
final class WhisperModelsController extends ViewController {
    /// Offered beside "detected"; the settings take any of the 99.
    private static final List<String> LANGUAGES = List.of("zh", "en", "ja", "ko", "de", "fr", "es", "it", "pt", "ru", "nl", "pl", "tr", "vi", "th", "id", "hi",
        "ar");

    private final ViewContext viewContext;
    private final WhisperModelsViewModel model;
    private final Texts texts;
    private List<WhisperModelsViewModel.Row> shown = List.of();

    @FXML private ComboBox<Optional<String>> whisperLanguage;
    @FXML private Button ownModel;
    @FXML private Label whisperWhat;
    @FXML private VBox whisperModels;
    @FXML private Label whisperFailure;

    WhisperModelsController(ViewContext viewContext, WhisperModelsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        whisperWhat.setText(texts.get("models.whisper.what"));
        whisperLanguage.setConverter(DisplayConverter.of(this::languageName));
        whisperLanguage.setVisibleRowCount(20);
        whisperLanguage.getItems().setAll(Stream.concat(Stream.of(Optional.<String>empty()), LANGUAGES.stream().map(Optional::of)).toList());
        whisperLanguage.setOnAction(_ -> model.chooseLanguage(whisperLanguage.getValue()));
        ownModel.setOnAction(_ -> pickFile());
        untilClosed(model.language().subscribe(whisperLanguage::setValue), model.rows().subscribe(this::show), model.failure().subscribe(this::showFailure));
        show();
    }

    private String languageName(Optional<String> code) {
        return code.map(known -> Locale.of(known).getDisplayLanguage(texts.language().locale())).orElseGet(() -> texts.get("models.whisper.detected"));
    }

    /// Rows whose buttons stay are only brought up to date.
    private void show() {
        List<WhisperModelsViewModel.Row> now = List.copyOf(model.rows());
        for (int i = 0; i < now.size(); i++) {
            WhisperModelStatus status = now.get(i).status();
            if (i < shown.size() && whisperModels.getChildren().get(i) instanceof WhisperModelRow row && row.shows(shown.get(i), now.get(i))) {
                row.show(status);
            } else if (i < whisperModels.getChildren().size()) {
                whisperModels.getChildren().set(i, new WhisperModelRow(now.get(i), model, texts));
            } else {
                whisperModels.getChildren().add(new WhisperModelRow(now.get(i), model, texts));
            }
        }
        shown = now;
    }

    private void showFailure(Optional<Problem> failure) {
        whisperFailure.setText(failure.map(problem -> texts.account(problem) + "\n→ " + texts.remedy(problem)).orElse(""));
        Nodes.setShown(whisperFailure, failure.isPresent());
    }

    private void pickFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("models.whisper.own"));
        Optional.ofNullable(chooser.showOpenDialog(ownModel.getScene().getWindow())).flatMap(picked -> PickedFile.path(picked, viewContext.notifier()))
            .ifPresent(model::useFile);
    }
}
