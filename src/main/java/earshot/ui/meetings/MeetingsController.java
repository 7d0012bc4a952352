package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.capture.SessionFile;
import earshot.engine.Command;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.DropTarget;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// Binds the list of meetings and shows forms over the view.
final class MeetingsController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final MeetingListViewModel model;
    private final MeetingViewModel page;
    private final ImportViewModel imports;
    private final MeetingFormatter formatter;
    private final MeetingController meetingController;
    private final MeetingPresentationWindow presentation;
    private LiveRows<MeetingListViewModel.Row>.Attachment rows;

    @FXML private StackPane root;
    @FXML private FilterField search;
    @FXML private Button start;
    @FXML private HBox sorts;
    @FXML private ListView<MeetingListViewModel.Row> list;
    @FXML private EmptyState empty;
    @FXML private HBox soundFoot;
    @FXML private Label soundWords;
    @FXML private Button forgetSounds;
    @FXML private Button importRecording;
    @FXML private Label importWords;
    @FXML private ProgressBar importProgress;
    @FXML private Button cancelImport;
    @FXML private HBox undoBar;
    @FXML private Label undoWords;
    @FXML private Button undo;

    MeetingsController(ViewContext viewContext, MeetingListViewModel model, MeetingViewModel page, ImportViewModel imports) {
        this.viewContext = viewContext;
        this.model = model;
        this.page = page;
        this.imports = imports;
        texts = viewContext.texts();
        formatter = new MeetingFormatter(texts, viewContext.model());
        meetingController = new MeetingController(viewContext, model, page, formatter, this);
        presentation = new MeetingPresentationWindow(viewContext, page, formatter);
    }

    @FXML
    private void initialize() {
        useFilter(search, list);
        search.addClearButton(texts.get("meetings.search.clear"));
        start.setOnAction(_ -> openStartForm());
        list.setCellFactory(_ -> new MeetingListCell(viewContext, model, formatter));
        rows = model.rows().attach(list, texts, this::rowSelected);
        RowMenu.install(list, new MeetingMenu(viewContext, model, formatter, this::openExportForm)::items);
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                toggleTrash();
            }
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::rowKey);
        forgetSounds
            .setOnAction(_ -> ConfirmationDialog.warn(root.getScene(), texts.get("meetings.sounds.forget.ask"), texts.get("meetings.sound.forget.words"),
            texts.get("meetings.sound.forget.verb"), texts.get("cancel"), model::deleteAllSounds));
        undo.setOnAction(_ -> model.undoDiscard());
        bindImports();
        root.addEventHandler(KeyEvent.KEY_PRESSED, meetingController::keyPressed);
        untilClosed(SortHeading.fill(sorts, model.sort(), texts, "meetings.sort."));
        untilClosed(rows, TwoWayBinding.bind(search.textProperty(), model.query()), model.rows().items().subscribe(this::showRows),
            model.selected().subscribe(this::showRows),
            model.undo().subscribe(this::showUndo));
        showRows();
    }

    /// Shows devices under the names that they have now.
    void showNames() {
        list.refresh();
        meetingController.show();
    }

    private static List<Path> recordings(DragEvent event) {
        return event.getDragboard().getFiles().stream().filter(file -> !SessionFile.isNamed(file.getName())).map(File::toPath).toList();
    }

    private void bindImports() {
        importRecording.setOnAction(_ -> chooseRecording());
        cancelImport.setOnAction(_ -> imports.cancel());
        // session files are the window's
        DropTarget.install(root, TransferMode.COPY, event -> !recordings(event).isEmpty(), event -> imports.start(recordings(event)));
        imports.onKnown(known -> ConfirmationDialog.show(root.getScene(), texts.what(known.problem()), texts.why(known.problem()),
            texts.get("meetings.import.again"), texts.get("cancel"), () -> imports.answer(true), () -> imports.answer(false)));
        untilClosed(imports.progress().subscribe(this::showImport));
    }

    private void showImport(Optional<ImportViewModel.Progress> now) {
        setShown(importRecording, now.isEmpty());
        setShown(importProgress, now.isPresent());
        setShown(cancelImport, now.isPresent());
        importProgress.setProgress(now.map(ImportViewModel.Progress::done).orElse(0.0));
        importWords.setText(now.map(one -> one.waiting() == 0 ? one.text() : texts.get("meetings.import.more", one.text(), one.waiting()))
            .orElse(texts.get("meetings.import.drop")));
    }

    void chooseRecording() {
        viewContext.files().open(root.getScene().getWindow(), texts.get("meetings.import"), ImportViewModel.ENDINGS)
            .ifPresent(file -> imports.start(List.of(file.toPath())));
    }

    private void rowSelected(MeetingListViewModel.Row row) {
        switch (row) {
            case MeetingListViewModel.Row.MeetingRow(Meeting meeting) -> model.select(Optional.of(meeting.id()));
            case MeetingListViewModel.Row.HitRow(var hit) -> {
                page.open(hit.meeting(), TranscriptLine.key(hit));
                model.select(Optional.of(hit.meeting()));
            }
            case MeetingListViewModel.Row.HitsHeading _, MeetingListViewModel.Row.TrashHeading _ -> { }
        }
    }

    private void toggleTrash() {
        if (list.getSelectionModel().getSelectedItem() instanceof MeetingListViewModel.Row.TrashHeading) {
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
        boolean noMeetings = model.notTrashedCount() == 0 && model.rows().items().isEmpty();
        boolean noHits = !model.searchWords().isEmpty() && model.search().get() == MeetingListViewModel.SearchState.DONE && model.rows().items().size() == 1;
        setShown(empty, noMeetings || noHits);
        list.setVisible(!noMeetings && !noHits);
        if (noHits) {
            empty.show(texts.get("meetings.empty.unfound", search.getText().strip()), texts.get("meetings.empty.unfound.what"),
                texts.get("meetings.search.clear"), search::clear);
        } else {
            empty.show(texts.get("meetings.empty"), texts.get("meetings.empty.what"), texts.get("meetings.start"), this::openStartForm);
        }
        setShown(soundFoot, model.withSoundCount() > 0);
        soundWords.setText(texts.get("meetings.sounds.kept", model.withSoundCount()));
        boolean onHit = list.getSelectionModel().getSelectedItem() instanceof MeetingListViewModel.Row.HitRow(var hit)
            && model.selected().get().filter(hit.meeting()::equals).isPresent();
        if (!onHit && !(list.getSelectionModel().getSelectedItem() instanceof MeetingListViewModel.Row.TrashHeading)) {
            rows.select(model.rows().items().stream().filter(
                row -> row instanceof MeetingListViewModel.Row.MeetingRow(Meeting meeting) && model.selected().get().filter(meeting.id()::equals).isPresent())
                .findFirst());
        }
    }

    private void showUndo(Optional<Meeting> gone) {
        setShown(undoBar, gone.isPresent());
        gone.ifPresent(meeting -> undoWords.setText(texts.get("meetings.discarded", formatter.title(meeting))));
    }

    void openStartForm() {
        showOverlay(new MeetingStartForm(viewContext, formatter, Optional.empty(), (devices, title) -> {
            model.selectNextStarted();
            viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Start(devices, title)));
        }, this::hideOverlay));
    }

    void openAddForm(Meeting meeting) {
        showOverlay(new MeetingStartForm(viewContext, formatter, Optional.of(meeting),
            (devices, _) -> devices.forEach(device -> page.send(new MeetingCommand.AddDevice(meeting.id(), device))), this::hideOverlay));
    }

    void openExportForm(Meeting meeting) {
        showOverlay(new ExportForm(texts, new ExportViewModel(viewContext, meeting, Path.of(System.getProperty("user.home", "/"))), formatter.title(meeting),
            this::hideOverlay));
    }

    void openRetranscribeForm(Meeting meeting) {
        showOverlay(new RetranscribeForm(texts, viewContext.model().models().get(), formatter.title(meeting),
            recognizer -> viewContext.send(new Command.Retranscribe(meeting.id(), recognizer)), this::hideOverlay));
    }

    void openPresentation() {
        presentation.open(root.getScene());
    }

    private void showOverlay(Node form) {
        Overlay.of(root.getScene()).show(form);
    }

    private void hideOverlay() {
        Overlay.of(root.getScene()).hide();
    }

    @Override
    public List<?> parts() {
        return Stream.concat(Stream.of(meetingController), meetingController.included().stream()).toList();
    }

    /// Closes the selection in the meeting, else the search.
    @Override
    public boolean escape() {
        return meetingController.escape() || super.escape();
    }

    @Override
    public void close() {
        super.close();
        meetingController.close();
        presentation.close();
    }
}
