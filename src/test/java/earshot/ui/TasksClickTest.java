package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.task.Task;
import earshot.task.TaskChange;
import earshot.task.TaskCommand;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStore;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The board in the window, over the registry of the engine: a task is added, assigned, completed, renamed, deleted and taken back.
class TasksClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId STUDY = new DeviceId("a0:b1:c2:00:00:02");
    private static final TaskGroup GROUP = TaskGroup.of(KITCHEN);

    private TaskRegistry tasks;
    private Optional<File> picked = Optional.empty();

    @BeforeEach
    void perform() {
        tasks = new TaskRegistry(time, TaskStore.none());
        engine.answers = command -> command instanceof Command.PerformTaskCommand(var act) ? Optional.of(perform(act)) : Optional.empty();
    }

    private Operation.Outcome perform(TaskCommand command) {
        if (command instanceof TaskCommand.ImportFile(var group, var file)) {
            TaskRegistry.Imported imported = imported(group, file);
            engine.tasks.set(tasks.rows().get());
            return Operation.Outcome.Done.of("imported", ((TaskChange.Made) imported.change()).ids().size(), imported.leftOut());
        }
        TaskChange change = switch (command) {
            case TaskCommand.Create(var group, var fields) -> tasks.create(group, fields, Optional.empty());
            case TaskCommand.Change(var group, var patch) -> tasks.change(group, patch, Optional.empty());
            case TaskCommand.Delete(var key) -> tasks.delete(key.group(), List.of(key.id()));
            case TaskCommand.Restore(var task) -> tasks.restore(task, Optional.empty());
            case TaskCommand.ImportMeeting _, TaskCommand.ImportFile _ -> throw new AssertionError();
        };
        engine.tasks.set(tasks.rows().get());
        return Operation.Outcome.Done.of("", ((TaskChange.Made) change).ids().toArray());
    }

    private TaskRegistry.Imported imported(TaskGroup group, Path file) {
        try {
            return tasks.importFile(group, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("a task is added, assigned and completed, and each step is undone")
    void aTaskIsAddedAssignedAndCompleted(Language language) {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.WORKING, "");
        engine.device(STUDY).named("Study", "");
        show(language);
        assertThat(shown(node("#openEmpty"))).isTrue();
        type("#newTask", "sweep the hall");
        fire("#addTask");
        pass(Duration.ofMillis(600));
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("sweep the hall");
        assertThat(((TextField) node("#newTask")).getText()).isEmpty();
        assertThat(text("#openHead")).endsWith("1");
        MenuButton owner = owner();
        assertThat(owner.getItems()).as("nobody has it already").hasSize(2);
        RenderedFrames.runAndAwait(() -> owner.getItems().get(1).fire());
        pass(Duration.ofMillis(600));
        assertThat(only().owner()).contains(STUDY.value());
        assertThat(owner().getText()).as("by its name").isEqualTo("Study");
        assertThat(words(".task-person")).anyMatch(words -> words.startsWith("Study") && words.endsWith("1"));
        RenderedFrames.runAndAwait(() -> ((Button) lookup(".task-circle")).fire());
        pass(Duration.ofMillis(600));
        assertThat(only().done()).isTrue();
        assertThat(list("#doneList").getItems()).hasSize(1);
        assertThat(list("#openList").getItems()).isEmpty();
        assertThat(text("#undoWords")).contains("sweep the hall");
        assertThat(words(".task-card .caption")).singleElement().asString().contains(language == Language.ENGLISH ? "This computer: done" : "本机：完成");
        assertThat(words(".task-more")).as("what happened before is there for who selects it").containsExactly(language == Language.ENGLISH ? "+ 2 earlier" : "+ 更早 2 条");
        assertThat(words("#groupName")).containsExactly(language == Language.ENGLISH ? "Group" : "组");
        ListView<?> done = list("#doneList");
        RenderedFrames.runAndAwait(() -> done.getSelectionModel().selectFirst());
        assertThat(words(".task-more")).isEmpty();
        assertThat(words(".task-card .caption")).hasSize(3);
        RenderedFrames.runAndAwait(() -> done.getSelectionModel().clearSelection());

        fire("#undo");
        pass(Duration.ofMillis(600));
        assertThat(only().done()).isFalse();
        assertThat(shown(node("#undoBar"))).isFalse();
        control(KeyCode.Z);
        assertThat(only().owner()).isEmpty();
        control(KeyCode.Z);
        assertThat(tasks.board(GROUP)).isEmpty();
        again();
        assertThat(only().title()).as("done again").isEqualTo("sweep the hall");
        assertThat(text("#undoWords")).contains("sweep the hall");
        again();
        assertThat(only().owner()).contains(STUDY.value());
        again();
        assertThat(only().done()).isTrue();
        again();
        control(KeyCode.Z);
        assertThat(only().done()).as("there was no more to do again").isFalse();
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).toList())).isEmpty();
    }

    @Test
    @DisplayName("a file of another server is imported: what exists stays, what does not hold is told")
    void aFileIsImported() throws IOException {
        Path file = Files.writeString(home.resolve("tasks.json"), "{\"a0:b1:c2\":[{\"id\":\"console-1\",\"title\":\"another\"},{\"id\":\"x\","
            + "\"title\":\"mop\"}],\"ff:ff:ff\":[{\"id\":\"y\"},{\"title\":\"no id\"}]}");
        engine.device(KITCHEN).named("Kitchen", "");
        add("sweep");
        picked = Optional.of(file.toFile());
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH), new Dialogs()));
        RenderedFrames.await(4);
        control(KeyCode.DIGIT5);
        pass(Duration.ofMillis(600));
        MenuButton imports = (MenuButton) node("#imports");
        RenderedFrames.runAndAwait(() -> {
            imports.getOnShowing().handle(null);
            imports.getItems().getLast().fire();
        });
        pass(Duration.ofMillis(600));
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("sweep", "mop");
        assertThat(tasks.board(new TaskGroup("ff:ff:ff"))).extracting(Task::title).containsExactly("y");
        assertThat(words(".toast .label")).anyMatch(words -> words.contains("2 new tasks from \"tasks.json\", 1 left out."));
    }

    private final class Dialogs implements FileDialogs {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            return picked;
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return picked;
        }
    }

    @Test
    @DisplayName("U46: the keys of a task")
    void keysDoEverything() {
        engine.device(KITCHEN).named("Kitchen", "");
        add("sweep");
        add("mop");
        show(Language.ENGLISH);
        ListView<?> open = list("#openList");
        RenderedFrames.runAndAwait(() -> {
            open.requestFocus();
            open.getSelectionModel().select(1);
        });
        key(open, KeyCode.DIGIT0);
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("mop", "sweep");
        assertThat(((Task) open.getSelectionModel().getSelectedItem()).title()).as("it stays selected").isEqualTo("mop");
        key(open, KeyCode.R);
        TextField field = RenderedFrames.onFx(() -> (TextField) console.stage().getScene().getRoot().lookupAll(".edit-field").stream().filter(ConsoleFixture::shown).findFirst().orElseThrow());
        RenderedFrames.runAndAwait(() -> {
            field.setText("mop twice");
            press(field, KeyCode.ENTER);
        });
        pass(Duration.ofMillis(600));
        assertThat(tasks.board(GROUP).getFirst().title()).isEqualTo("mop twice");
        assertThat(words(".task-card .caption")).as("who did what, of the selected one")
            .anyMatch(words -> words.contains("This computer: called it \"mop twice\""))
            .anyMatch(words -> words.contains("This computer: priority Urgent"));
        key(open, KeyCode.SPACE);
        assertThat(tasks.board(GROUP).getLast().done()).isTrue();
        RenderedFrames.runAndAwait(() -> open.getSelectionModel().selectFirst());
        key(open, KeyCode.DELETE);
        assertThat(tasks.board(GROUP)).hasSize(1);
        control(KeyCode.Z);
        assertThat(tasks.board(GROUP)).extracting(Task::title).contains("sweep");
        key(open, KeyCode.RIGHT);
        assertThat(RenderedFrames.onFx(list("#doneList")::isFocused)).isTrue();
    }

    @Test
    void theFilterAPersonAndTheGroupDecideWhatIsShown() {
        engine.device(KITCHEN).named("Kitchen", "");
        engine.device(new DeviceId("ff:ff:ff:00:00:01")).named("Shop", "");
        add("sweep");
        tasks.create(GROUP, TaskPatch.of("").titled("mop").ownedBy(KITCHEN.value()), Optional.of(STUDY));
        engine.tasks.set(tasks.rows().get());
        show(Language.ENGLISH);
        assertThat(list("#openList").getItems()).hasSize(2);
        type("#filter", "KITCH");
        pass(Duration.ofMillis(100));
        assertThat(list("#openList").getItems()).extracting(task -> ((Task) task).title()).containsExactly("mop");
        type("#filter", "nothing like it");
        pass(Duration.ofMillis(100));
        assertThat(shown(node("#openEmpty"))).isTrue();
        RenderedFrames.runAndAwait(() -> ((Button) lookup("#openEmpty .button")).fire());
        RenderedFrames.runAndAwait(() -> ((ToggleButton) withWords(".task-person", "Kitchen · 1")).fire());
        pass(Duration.ofMillis(100));
        assertThat(list("#openList").getItems()).hasSize(1);
        @SuppressWarnings("unchecked")
        ComboBox<TaskGroup> groups = (ComboBox<TaskGroup>) node("#group");
        assertThat(groups.getItems()).as("where there is something to do comes first").containsExactly(GROUP, new TaskGroup("ff:ff:ff"));
        assertThat(groups.getConverter().toString(GROUP)).isEqualTo("Kitchen");
        RenderedFrames.runAndAwait(() -> groups.setValue(new TaskGroup("ff:ff:ff")));
        pass(Duration.ofMillis(600));
        assertThat(list("#openList").getItems()).isEmpty();
        type("#newTask", "count the money");
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#newTask")).fireEvent(new ActionEvent()));
        pass(Duration.ofMillis(600));
        assertThat(tasks.board(new TaskGroup("ff:ff:ff"))).hasSize(1);
    }

    @Test
    @DisplayName("U46: N leads to the new task, also where there is no row to begin at")
    void aKeyLeadsToTheNewTask() {
        engine.device(KITCHEN).named("Kitchen", "");
        show(Language.ENGLISH);
        TextField field = (TextField) node("#newTask");
        typedKey(node("#group"), KeyCode.N, "n");
        assertThat(RenderedFrames.onFx(field::isFocused)).isTrue();
        assertThat(content(field)).as("the key itself is no part of it").isEmpty();
        typedKey(field, KeyCode.N, "n");
        assertThat(content(field)).isEqualTo("n");
        add("sweep");
        pass(Duration.ofMillis(600));
        ListView<?> open = list("#openList");
        RenderedFrames.runAndAwait(() -> {
            open.requestFocus();
            open.getSelectionModel().select(0);
        });
        typedKey(open, KeyCode.R, "r");
        TextField name = RenderedFrames.onFx(() -> (TextField) console.stage().getScene().getFocusOwner());
        assertThat(content(name)).as("its words are not replaced by the key").isEqualTo("sweep");
    }

    private static String content(TextField field) {
        return RenderedFrames.onFx(field::getText);
    }

    /// As the toolkit tells of it: pressed where the focus is, typed where it is then.
    private void typedKey(Node node, KeyCode code, String character) {
        key(node, code);
        RenderedFrames.runAndAwait(() -> console.stage().getScene().getFocusOwner().fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false)));
    }

    @Test
    void whatWasDoneIsReadAlsoOfATaskOfManyWords() {
        engine.device(KITCHEN).named("Kitchen", "");
        show(Language.ENGLISH);
        type("#newTask", "sweep the hall and the stairs ".repeat(10).strip());
        fire("#addTask");
        pass(Duration.ofMillis(600));
        assertThat(text("#undoWords")).startsWith("\"sweep the hall").endsWith("…\" was added.").hasSizeLessThan(80);
    }

    @Test
    void withoutADeviceTheWayToOneIsShown() {
        show(Language.ENGLISH);
        assertThat(node("#group").isDisabled()).as("there is none to choose").isTrue();
        assertThat(shown(node("#empty"))).isTrue();
        assertThat(node("#newTask").isDisabled()).isTrue();
        RenderedFrames.runAndAwait(() -> ((Button) lookup("#empty .button")).fire());
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().lookup(".tasks"))).isNull();
    }

    private void add(String title) {
        tasks.create(GROUP, TaskPatch.of("").titled(title), Optional.empty());
        engine.tasks.set(tasks.rows().get());
    }

    private void show(Language language) {
        open(language);
        control(KeyCode.DIGIT5);
        pass(Duration.ofMillis(600));
    }

    private void control(KeyCode code) {
        RenderedFrames.runAndAwait(() -> console.stage().getScene().getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, true, false, false)));
        pass(Duration.ofMillis(600));
    }

    private void again() {
        RenderedFrames.runAndAwait(() -> console.stage().getScene().getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.Z, true, true, false, false)));
        pass(Duration.ofMillis(600));
    }

    private void key(Node node, KeyCode code) {
        RenderedFrames.runAndAwait(() -> press(node, code));
        pass(Duration.ofMillis(600));
    }

    private void type(String selector, String text) {
        RenderedFrames.runAndAwait(() -> ((TextField) lookup(selector)).setText(text));
    }

    private Task only() {
        assertThat(tasks.board(GROUP)).hasSize(1);
        return tasks.board(GROUP).getFirst();
    }

    private MenuButton owner() {
        return RenderedFrames.onFx(() -> (MenuButton) List.copyOf(console.stage().getScene().getRoot().lookupAll(".task-card .menu-button"))
            .stream().filter(ConsoleFixture::shown).skip(1).findFirst().orElseThrow());
    }

    private ListView<?> list(String selector) {
        return (ListView<?>) node(selector);
    }
}
