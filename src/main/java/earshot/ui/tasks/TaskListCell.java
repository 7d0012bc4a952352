package earshot.ui.tasks;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.id.DeviceId;
import earshot.task.Task;
import earshot.task.TaskEvent;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WrapGuard;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A task as a card: a circle that completes it, its title, priority and owner, what was done with it last, and all of that while it is selected.
final class TaskListCell extends ItemCell<Task> {
    private final ViewContext viewContext;
    private final TasksViewModel model;
    private final TaskFormatter formatter;
    private final Texts texts;
    private final Button circle = new Button(null, Nodes.icon("icon-check"));
    private final EditableLabel title = new EditableLabel();
    private final MenuButton priority = new MenuButton();
    private final MenuButton owner = new MenuButton();
    private final Button delete;
    private final Label last = Nodes.wrappedLabel("", "caption");
    private final Label more = Nodes.uncut(Nodes.label("", "task-more"));
    private final VBox history = new VBox(2);
    private final HBox card;

    TaskListCell(ViewContext viewContext, TasksViewModel model, TaskFormatter formatter) {
        this.viewContext = viewContext;
        this.model = model;
        this.formatter = formatter;
        texts = viewContext.texts();
        getStyleClass().add("task-cell");
        circle.getStyleClass().addAll("icon-button", "task-circle");
        circle.setFocusTraversable(false);
        circle.setOnAction(_ -> model.complete(getItem(), !getItem().done()));
        circle.setTooltip(new Tooltip());
        title.setPrompt(texts.get("tasks.title"));
        title.setOnCommit(text -> model.rename(getItem(), text));
        title.label().getStyleClass().add("strong");
        WrapGuard.wrap(title.label());
        title.label().setMinHeight(Region.USE_PREF_SIZE);
        styleMenus();
        delete = Nodes.smallButton(texts.get("tasks.delete"), () -> model.delete(getItem()));
        delete.setFocusTraversable(false);
        HBox line = Nodes.line(priority, owner, Nodes.gap(), delete);
        card = new HBox(10, circle, Nodes.grow(new VBox(4, title, line, Nodes.line(Nodes.grow(last), more), history)));
        card.getStyleClass().addAll("card", "task-card");
        layOut(card, 20);
        selectedProperty().subscribe(_ -> showHistory());
        setOnDragDetected(this::drag);
    }

    private void styleMenus() {
        for (MenuButton button : List.of(priority, owner)) {
            button.getStyleClass().add("small-button");
            button.setFocusTraversable(false);
            button.setMnemonicParsing(false);
            button.accessibleTextProperty().bind(button.textProperty());
        }
        Nodes.uncut(priority);
        owner.setMinWidth(0);
    }

    private void drag(MouseEvent event) {
        if (getItem() != null) {
            Dragboard board = startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.putString(TasksController.DRAGGED + getItem().key().id());
            board.setContent(content);
            board.setDragView(card.snapshot(null, null));
            event.consume();
        }
    }

    @Override
    protected void show(Task task) {
        boolean done = task.done();
        String complete = texts.get(done ? "tasks.reopen" : "tasks.complete");
        circle.setAccessibleText(complete + ": " + task.title());
        circle.getTooltip().setText(complete);
        Nodes.setStyleClass(circle, "is-done", done);
        Nodes.setStyleClass(card, "is-done", done);
        // a label loses the end of a line with a tab in it
        title.setText(ControlCharacters.toSpaces(task.title()));
        priority.setText(formatter.priority(task.priority()));
        for (String tone : List.of("is-bad", "is-warn")) {
            Nodes.setStyleClass(priority, tone, !done && tone.equals(task.priority() == 0 ? "is-bad" : task.priority() == 1 ? "is-warn" : ""));
        }
        priority.getItems().setAll(
            IntStream.rangeClosed(0, Task.LEAST_URGENT).mapToObj(next -> RowMenu.item(formatter.priority(next), () -> model.prioritize(task, next))).toList());
        owner.setText(task.owner().isEmpty() ? texts.get("tasks.assign") : formatter.owner(task));
        Nodes.setStyleClass(owner, "prompt", task.owner().isEmpty());
        owner.getItems().setAll(owners(task));
        showHistory();
        setGraphic(card);
        setAccessibleText(String.join(", ", task.title(), formatter.priority(task.priority()), formatter.owner(task),
            texts.get(done ? "tasks.state.done" : "tasks.state.open")));
    }

    private List<MenuItem> owners(Task task) {
        Stream<MenuItem> devices = model.people().members(task.key().group()).stream()
            .map(device -> RowMenu.item(model.people().name(device), () -> model.assign(task, Optional.of(device))));
        Stream<MenuItem> nobody = task.owner().stream().map(_ -> RowMenu.item(texts.get("tasks.nobody"), () -> model.assign(task, Optional.<DeviceId>empty())));
        return Stream.concat(devices, nobody).toList();
    }

    /// The newest first; only the newest while the card is not selected.
    private void showHistory() {
        Task task = getItem();
        if (task == null) {
            return;
        }
        Instant now = viewContext.time().now();
        List<TaskEvent> events = task.history().reversed();
        last.setText(events.isEmpty() ? "" : formatter.event(task, events.getFirst(), now));
        Nodes.setShown(last, !events.isEmpty());
        more.setText(texts.get("tasks.earlier", events.size() - 1));
        Nodes.setShown(more, events.size() > 1 && !isSelected());
        history.getChildren()
            .setAll(isSelected() ? events.stream().skip(1).map(event -> Nodes.wrappedLabel(formatter.event(task, event, now), "caption")).toList() : List.of());
        Nodes.setShown(history, !history.getChildren().isEmpty());
    }

    void edit() {
        title.edit();
    }

    void chooseOwner() {
        owner.show();
    }
}
