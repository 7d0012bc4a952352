package earshot.ui.meetings;

import earshot.engine.Command;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.ui.part.Ask;
import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.Texts;
import java.nio.file.Path;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.CustomTextField;

/// Binds the list of meetings and shows forms over the view.
final class MeetingsController implements PageController.Around {
    private final Desk desk;
    private final Texts texts;
    private final MeetingList model;
    private final MeetingPage page;
    private final MeetingWords words;
    private final PageController open;
    private final StageWindow stage;
    private Subscription held = Subscription.EMPTY;
    private boolean choosing;

    @FXML private StackPane root;
    @FXML private CustomTextField search;
    @FXML private Button start;
    @FXML private ListView<MeetingList.Row> list;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyWhat;
    @FXML private Button emptyDo;
    @FXML private HBox soundFoot;
    @FXML private Label soundWords;
    @FXML private Button forgetSounds;
    @FXML private HBox undoBar;
    @FXML private Label undoWords;
    @FXML private Button undo;
    @FXML private StackPane place;
    @FXML private StackPane overlay;

    MeetingsController(Desk desk, MeetingList model, MeetingPage page) {
        this.desk = desk;
        this.model = model;
        this.page = page;
        texts = desk.texts();
        words = new MeetingWords(texts, desk.model());
        open = new PageController(desk, model, page, words, this);
        stage = new StageWindow(desk, page, words);
    }

    @FXML
    private void initialize() {
        place.getChildren().setAll(Fxml.load("meeting", open, texts));
        search.textProperty().bindBidirectional(model.query());
        Button wipe = new Button(null, new Region());
        wipe.getGraphic().getStyleClass().addAll("icon", "icon-close");
        wipe.getStyleClass().add("icon-button");
        wipe.setAccessibleText(texts.get("meetings.search.clear"));
        wipe.setFocusTraversable(false);
        wipe.setOnAction(_ -> model.query().set(""));
        wipe.visibleProperty().bind(search.textProperty().isNotEmpty());
        search.setRight(wipe);
        start.setOnAction(_ -> startForm());
        list.setItems(model.rows());
        list.setCellFactory(_ -> new MeetingCell(desk, model, words));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !choosing) {
                chosen(row);
            }
        });
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> toggleTrash());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::rowKey);
        forgetSounds.setOnAction(_ -> Ask.before(root.getScene(), texts.get("meetings.sounds.forget.ask"), texts.get("meetings.sound.forget.words"),
            texts.get("meetings.sound.forget.verb"), texts.get("cancel"), model::forgetSounds));
        undo.setOnAction(_ -> model.takeBack());
        overlay.setOnMousePressed(event -> {
            if (event.getTarget() == overlay) {
                uncover();
            }
        });
        ListChangeListener<MeetingList.Row> changed = _ -> showRows();
        model.rows().addListener(changed);
        held = Subscription.combine(() -> model.rows().removeListener(changed), model.selected().subscribe(this::showRows), model.undo().subscribe(this::showUndo));
        showRows();
    }

    private void chosen(MeetingList.Row row) {
        switch (row) {
            case MeetingList.Row.Entry(Meeting meeting) -> model.select(Optional.of(meeting.id()));
            case MeetingList.Row.Found(var hit) -> {
                page.open(hit.meeting(), hit.segment());
                model.select(Optional.of(hit.meeting()));
            }
            case MeetingList.Row.Sentences _, MeetingList.Row.Trash _ -> { }
        }
    }

    private void toggleTrash() {
        if (list.getSelectionModel().getSelectedItem() instanceof MeetingList.Row.Trash) {
            model.trashOpen().set(!model.trashOpen().get());
        }
    }

    private void rowKey(KeyEvent event) {
        switch (event.getCode()) {
            case J -> list.getSelectionModel().selectNext();
            case K -> list.getSelectionModel().selectPrevious();
            case ENTER -> toggleTrash();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void showRows() {
        boolean nothing = model.kept() == 0 && model.rows().isEmpty();
        boolean unfound = !model.words().isEmpty() && model.search().get() == MeetingList.Search.DONE && model.rows().size() == 1;
        present(empty, nothing || unfound);
        list.setVisible(!nothing && !unfound);
        emptyTitle.setText(texts.get(unfound ? "meetings.empty.unfound" : "meetings.empty", search.getText().strip()));
        emptyWhat.setText(texts.get(unfound ? "meetings.empty.unfound.what" : "meetings.empty.what"));
        emptyDo.setText(texts.get(unfound ? "meetings.search.clear" : "meetings.start"));
        emptyDo.setOnAction(_ -> {
            if (unfound) {
                model.query().set("");
            } else {
                startForm();
            }
        });
        present(soundFoot, model.sounding() > 0);
        soundWords.setText(texts.get("meetings.sounds.kept", model.sounding()));
        choosing = true;
        boolean onHit = list.getSelectionModel().getSelectedItem() instanceof MeetingList.Row.Found(var hit) && model.selected().get().filter(hit.meeting()::equals).isPresent();
        if (!onHit && !(list.getSelectionModel().getSelectedItem() instanceof MeetingList.Row.Trash)) {
            model.rows().stream().filter(row -> row instanceof MeetingList.Row.Entry(Meeting meeting) && model.selected().get().filter(meeting.id()::equals).isPresent()).findFirst()
                .ifPresentOrElse(list.getSelectionModel()::select, list.getSelectionModel()::clearSelection);
        }
        choosing = false;
    }

    private void showUndo(Optional<Meeting> gone) {
        present(undoBar, gone.isPresent());
        gone.ifPresent(meeting -> undoWords.setText(texts.get("meetings.discarded", words.title(meeting))));
    }

    @Override
    public void startForm() {
        cover(StartForm.start(desk, words, (devices, title) -> {
            model.await();
            desk.send(new Command.Meet(new MeetingAct.Start(devices, title)));
        }, this::uncover));
    }

    @Override
    public void addForm(Meeting meeting) {
        cover(StartForm.add(desk, words, meeting, (devices, _) -> devices.forEach(device -> page.act(new MeetingAct.Add(meeting.id(), device))), this::uncover));
    }

    @Override
    public void exportForm(Meeting meeting) {
        cover(new ExportForm(texts, new ExportDraft(desk, meeting, Path.of(System.getProperty("user.home", "/"))), words.title(meeting), this::uncover));
    }

    @Override
    public void stage() {
        stage.open(root.getScene());
    }

    private void cover(Node form) {
        overlay.getChildren().setAll(form);
        overlay.setVisible(true);
        overlay.setManaged(true);
    }

    private void uncover() {
        overlay.getChildren().clear();
        overlay.setVisible(false);
        overlay.setManaged(false);
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    /// Handles Esc: closes the form, else the selection in the meeting, else the search.
    boolean escape() {
        if (overlay.isVisible()) {
            uncover();
            return true;
        }
        if (open.escape()) {
            return true;
        }
        if (!model.query().get().isEmpty()) {
            model.query().set("");
            return true;
        }
        return false;
    }

    /// Called when the nodes are replaced or the window closes.
    void close() {
        held.unsubscribe();
        search.textProperty().unbindBidirectional(model.query());
        open.close();
        stage.close();
    }

    static void present(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
