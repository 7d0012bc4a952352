package earshot.ui.tasks;

import module java.base;

import earshot.data.TextLimit;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.problem.Severity;
import earshot.task.Task;
import earshot.task.TaskGroup;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.DropTarget;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the board of a group.
final class TasksController extends ViewController {
    /// Pixels; longer names are shown as a whole under the pointer.
    /// Characters of a title in the line of *Undo*, which says at its end what was done.
    private static final int LONGEST = 60;
    private static final double WIDEST_NAME = 220;
    /// Begins what is dragged, so that no other text is taken for a task.
    static final String DRAGGED = "earshot-task:";
    private static final int MEETINGS = 10;

    private final ViewContext viewContext;
    private final TasksViewModel model;
    private final Texts texts;
    private final TaskFormatter formatter;
    private final Map<Optional<DeviceId>, ToggleButton> personButtons = new HashMap<>();

    @FXML private VBox root;
    @FXML private ComboBox<TaskGroup> group;
    @FXML private FilterField filter;
    @FXML private TextField newTask;
    @FXML private Button addTask;
    @FXML private MenuButton imports;
    @FXML private FlowPane people;
    @FXML private HBox board;
    @FXML private VBox openSide;
    @FXML private VBox doneSide;
    @FXML private Label openHead;
    @FXML private Label doneHead;
    @FXML private ListView<Task> openList;
    @FXML private ListView<Task> doneList;
    @FXML private EmptyState openEmpty;
    @FXML private EmptyState doneEmpty;
    @FXML private EmptyState empty;
    @FXML private HBox undoBar;
    @FXML private Label undoWords;
    @FXML private Button undo;

    TasksController(ViewContext viewContext, TasksViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new TaskFormatter(texts, model.people());
    }

    @FXML
    private void initialize() {
        useFilter(filter, openList);
        filter.addClearButton(texts.get("timeline.filter.clear"));
        group.setConverter(DisplayConverter.of(model.people()::name));
        group.setOnAction(_ -> Optional.ofNullable(group.getValue()).filter(chosen -> model.group().get().filter(chosen::equals).isEmpty())
            .ifPresent(chosen -> model.group().set(Optional.of(chosen))));
        newTask.setOnAction(_ -> create());
        addTask.setOnAction(_ -> create());
        addTask.disableProperty().bind(newTask.textProperty().map(String::isBlank));
        imports
            .setOnShowing(_ -> imports.getItems().setAll(RowMenu.groups(meetings(), List.of(RowMenu.item(texts.get("tasks.import.file"), this::importFile)))));
        undo.setOnAction(_ -> model.undo());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        LiveRows<Task>.Attachment open = side(openSide, openList, model.open(), false);
        LiveRows<Task>.Attachment done = side(doneSide, doneList, model.done(), true);
        untilClosed(open, done, TwoWayBinding.bind(filter.textProperty(), model.filter()), model.groups().subscribe(this::showGroups),
            model.group().subscribe(this::showGroups),
            model.members().subscribe(this::showPeople), model.only().subscribe(this::showPeople), model.counts().subscribe(this::showEmpty),
            model.open().items().subscribe(this::showEmpty), model.done().items().subscribe(this::showEmpty),
            model.lastStep().subscribe(this::showStep));
        showEmpty();
    }

    private LiveRows<Task>.Attachment side(VBox side, ListView<Task> list, LiveRows<Task> rows, boolean completes) {
        list.setCellFactory(_ -> new TaskListCell(viewContext, model, formatter));
        RowMenu.install(list, this::menu);
        list.addEventHandler(KeyEvent.KEY_PRESSED, key -> pressed(key, list, completes));
        dropTarget(side, task -> model.complete(task, completes));
        return rows.attach(list, texts, _ -> { });
    }

    private void dropTarget(Node target, Consumer<Task> dropped) {
        DropTarget.install(target, TransferMode.MOVE, event -> dragged(event).isPresent(), event -> dragged(event).ifPresent(dropped));
    }

    private Optional<Task> dragged(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getString()).filter(text -> text.startsWith(DRAGGED))
            .flatMap(text -> model.find(text.substring(DRAGGED.length())));
    }

    /// Also while there is no row to begin at.
    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.N && !(key.getTarget() instanceof TextInputControl)
            && Stream.of(key.isShortcutDown(), key.isAltDown(), key.isShiftDown()).noneMatch(down -> down)) {
            focusNewTask();
            key.consume();
        }
    }

    private void pressed(KeyEvent key, ListView<Task> list, boolean done) {
        Task task = list.getSelectionModel().getSelectedItem();
        if (task == null || key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        switch (key.getCode()) {
            case SPACE -> model.complete(task, !done);
            case ENTER, R, F2 -> cell(list).ifPresent(TaskListCell::edit);
            case A -> cell(list).ifPresent(TaskListCell::chooseOwner);
            case DELETE, BACK_SPACE -> model.delete(task);
            case DIGIT0, DIGIT1, DIGIT2, DIGIT3 -> model.prioritize(task, key.getCode().ordinal() - KeyCode.DIGIT0.ordinal());
            case LEFT -> select(openList);
            case RIGHT -> select(doneList);
            case J -> list.getSelectionModel().selectNext();
            case K -> list.getSelectionModel().selectPrevious();
            default -> {
                return;
            }
        }
        key.consume();
    }

    private static void select(ListView<Task> list) {
        list.requestFocus();
        if (list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
    }

    private static Optional<TaskListCell> cell(ListView<Task> list) {
        return list.lookupAll(".task-cell").stream().filter(node -> node instanceof TaskListCell cell && cell.isSelected() && !cell.isEmpty()).findFirst()
            .map(node -> (TaskListCell) node);
    }

    private List<MenuItem> menu(Task task) {
        List<MenuItem> owners = model.people().members(task.key().group()).stream().filter(device -> !model.people().owns(device, task))
            .map(device -> RowMenu.item(texts.get("tasks.assign.to", model.people().name(device)), () -> model.assign(task, Optional.of(device)))).toList();
        List<MenuItem> nobody = task.owner().isEmpty() ? List.of()
            : List.of(RowMenu.item(texts.get("tasks.release"), () -> model.assign(task, Optional.empty())));
        return RowMenu.groups(List.of(RowMenu.item(texts.get(task.done() ? "tasks.reopen" : "tasks.complete"), () -> model.complete(task, !task.done()))),
            owners, nobody,
            List.of(RowMenu.item(texts.get("tasks.delete"), () -> model.delete(task))));
    }

    private void create() {
        model.create(newTask.getText());
        newTask.clear();
    }

    void focusNewTask() {
        newTask.requestFocus();
    }

    private List<MenuItem> meetings() {
        List<MenuItem> items = model.meetings(MEETINGS).stream().map(this::meeting).toList();
        if (!items.isEmpty()) {
            return items;
        }
        MenuItem none = RowMenu.item(texts.get("tasks.meeting.none"), () -> { });
        none.setDisable(true);
        return List.of(none);
    }

    private MenuItem meeting(Meeting meeting) {
        String title = meeting.title().isBlank() ? texts.get("meetings.untitled") : meeting.title();
        return RowMenu.item(TimeFormatter.DAY_MINUTE.format(meeting.startedAt()) + "  " + title,
            () -> model.importMeeting(meeting, count -> told(count, 0, title)));
    }

    private void importFile() {
        viewContext.files().open(board.getScene().getWindow(), texts.get("tasks.import"), List.of("json"))
            .flatMap(file -> PickedFile.path(file, viewContext.notifier()))
            .ifPresent(file -> model.importFile(file, (count, leftOut) -> told(count, leftOut, file.getFileName().toString())));
    }

    private void told(int count, int leftOut, String source) {
        String words = leftOut > 0 ? texts.get("tasks.import.left_out", count, source, leftOut)
            : texts.get(count == 0 ? "tasks.meeting.nothing" : "tasks.meeting.imported", count == 0 ? new Object[] { source } : new Object[] { count, source });
        viewContext.notifier().show(Severity.INFO, "tasks-imported", words);
    }

    private void showGroups() {
        group.getItems().setAll(model.groups().get());
        group.setValue(model.group().get().orElse(null));
        Nodes.setShown(empty, model.groups().get().isEmpty());
        board.setVisible(!model.groups().get().isEmpty());
        group.setDisable(model.groups().get().isEmpty());
        newTask.setDisable(model.groups().get().isEmpty());
        imports.setDisable(model.groups().get().isEmpty());
        empty.show(texts.get("tasks.none"), texts.get("tasks.none.what"), texts.get("tasks.none.do"),
            () -> viewContext.navigate().accept(NavigationTarget.of("devices")));
    }

    /// Buttons stay what they are while the group does.
    private void showPeople() {
        List<Node> shown = new ArrayList<>();
        for (TasksViewModel.Person person : model.members().get()) {
            ToggleButton button = personButtons.computeIfAbsent(Optional.of(person.device()), this::personButton);
            button.setText(person.open() == 0 ? person.name() : texts.get("tasks.person", person.name(), person.open()));
            button.setSelected(model.only().get().filter(person.device()::equals).isPresent());
            shown.add(button);
        }
        if (!shown.isEmpty()) {
            ToggleButton nobody = personButtons.computeIfAbsent(Optional.empty(), this::personButton);
            nobody.setText(texts.get("tasks.everybody"));
            nobody.setSelected(model.only().get().isEmpty());
            shown.addFirst(nobody);
        }
        if (!people.getChildren().equals(shown)) {
            people.getChildren().setAll(shown);
        }
        Nodes.setShown(people, !shown.isEmpty());
    }

    private ToggleButton personButton(Optional<DeviceId> device) {
        ToggleButton button = new ToggleButton();
        button.setMaxWidth(WIDEST_NAME);
        button.getStyleClass().addAll("small-button", "task-person");
        button.setMnemonicParsing(false);
        button.setOnAction(_ -> {
            model.only().set(device.filter(one -> model.only().get().filter(one::equals).isEmpty()));
            showPeople();
        });
        device.ifPresent(one -> dropTarget(button, task -> model.assign(task, Optional.of(one))));
        return button;
    }

    private void showEmpty() {
        TasksViewModel.Counts counts = model.counts().get();
        openHead.setText(texts.get("tasks.open", counts.open()));
        doneHead.setText(texts.get("tasks.done", counts.done()));
        boolean filtered = !model.filter().get().isBlank() || model.only().get().isPresent();
        Nodes.setShown(openEmpty, model.open().items().isEmpty());
        Nodes.setShown(doneEmpty, model.done().items().isEmpty());
        if (filtered && counts.open() > 0) {
            openEmpty.show(texts.get("tasks.filtered"), texts.get("tasks.filtered.what", counts.open()), texts.get("timeline.filter.clear"),
                this::clearFilters);
        } else {
            openEmpty.show(texts.get(counts.done() > 0 ? "tasks.all.done" : "tasks.empty"), texts.get("tasks.empty.what"));
        }
        doneEmpty.show(texts.get("tasks.done.none"), texts.get("tasks.done.none.what"));
    }

    private void clearFilters() {
        filter.clear();
        model.only().set(Optional.empty());
    }

    private void showStep(Optional<TasksViewModel.Step> step) {
        Nodes.setShown(undoBar, step.isPresent());
        step.ifPresent(now -> undoWords.setText(texts.get("tasks.step." + Texts.keyOf(now.kind()), TextLimit.cut(now.title(), LONGEST))));
    }

    /// Clears the filter, else what shows one person alone.
    @Override
    public boolean escape() {
        if (super.escape()) {
            return true;
        }
        boolean one = model.only().get().isPresent();
        model.only().set(Optional.empty());
        return one;
    }
}
