package earshot.ui.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.task.Task;
import earshot.task.TaskCommand;
import earshot.task.TaskEvent;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStatus;
import earshot.task.TaskStore;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TasksViewModelTest {
    private static final DeviceId KITCHEN = new DeviceId("a0:b1:c2:00:00:01");
    private static final TaskGroup GROUP = TaskGroup.of(KITCHEN);

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final TaskRegistry tasks = new TaskRegistry(time, TaskStore.none());
    private final ViewContext context = new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {},
        null, new SimpleBooleanProperty());
    private final TasksViewModel model = new TasksViewModel(context);

    @BeforeEach
    void start() {
        engine.device(KITCHEN).named("Kitchen", "");
        tasks.merge(List.of(new TaskRegistry.Merge(GROUP, TaskPatch.of("a").titled("sweep").withPriority(1).ownedBy("Anna"))), Optional.of(KITCHEN));
        engine.tasks.set(tasks.rows().get());
        model.start();
        frame();
    }

    @Test
    void whatChangesIsUndoneFieldByFieldTheLastFirst() {
        Task task = model.open().items().getFirst();
        model.rename(task, " mop ");
        model.rename(task, "  ");
        model.prioritize(task, 1);
        model.prioritize(task, 3);
        model.assign(task, Optional.of(KITCHEN));
        model.assign(task, Optional.empty());
        model.complete(task, false);
        model.complete(task, true);
        assertThat(changes()).containsExactly(TaskPatch.of("a").titled("mop"), TaskPatch.of("a").withPriority(3), TaskPatch.of("a").ownedBy(KITCHEN.value()),
            TaskPatch.of("a").ownedBy(""), TaskPatch.of("a").withStatus(TaskStatus.DONE));
        engine.sentCommands.clear();
        while (model.undo()) {
            assertThat(model.lastStep().get()).isEmpty();
        }
        assertThat(changes()).containsExactly(TaskPatch.of("a").withStatus(TaskStatus.OPEN), TaskPatch.of("a").ownedBy("Anna"),
            TaskPatch.of("a").ownedBy("Anna"), TaskPatch.of("a").withPriority(1), TaskPatch.of("a").titled("sweep"));
    }

    @Test
    void whatWasUndoneIsDoneAgainTheFirstFirstUntilSomethingElseIsDone() {
        Task task = model.open().items().getFirst();
        model.rename(task, "mop");
        model.prioritize(task, 3);
        model.undo();
        model.undo();
        engine.sentCommands.clear();
        assertThat(model.redo()).isTrue();
        assertThat(model.lastStep().get()).as("it can be undone again").isPresent();
        assertThat(changes()).containsExactly(TaskPatch.of("a").titled("mop"));
        assertThat(model.undo() && model.redo() && model.redo()).isTrue();
        assertThat(changes()).endsWith(TaskPatch.of("a").titled("sweep"), TaskPatch.of("a").titled("mop"), TaskPatch.of("a").withPriority(3));
        assertThat(model.redo()).isFalse();
        model.undo();
        model.complete(task, true);
        assertThat(model.redo()).as("something else was done").isFalse();
    }

    @Test
    void aCreatedTaskComesBackAsItWas() {
        engine.outcome = Operation.Outcome.Done.of("", "a");
        model.create("sweep");
        frame();
        model.undo();
        model.redo();
        assertThat(acts()).endsWith(new TaskCommand.Delete(new Task.Key(GROUP, "a")), new TaskCommand.Restore(tasks.board(GROUP).getFirst()));
    }

    @Test
    void aCreatedTaskIsDeletedByUndoAndADeletedOneRestored() {
        engine.outcome = Operation.Outcome.Done.of("", "T-7");
        model.create("  ");
        model.create(" new ");
        frame();
        assertThat(model.undo()).isTrue();
        Task task = model.open().items().getFirst();
        model.delete(task);
        assertThat(model.undo()).isTrue();
        assertThat(acts()).containsExactly(new TaskCommand.Create(GROUP, TaskPatch.of("").titled("new")), new TaskCommand.Delete(new Task.Key(GROUP, "T-7")),
            new TaskCommand.Delete(task.key()), new TaskCommand.Restore(task));
        assertThat(model.undo()).isFalse();
    }

    @Test
    void whatWasDoneIsToldForAWhileAndForgottenWithTheView() {
        model.complete(model.open().items().getFirst(), true);
        assertThat(model.lastStep().get()).isPresent();
        time.advance(TasksViewModel.UNDO);
        frame();
        assertThat(model.lastStep().get()).isEmpty();
        model.stop();
        assertThat(model.undo()).as("something else was looked at").isFalse();
    }

    @Test
    void eventsSayWhoDidWhatByName() {
        TaskFormatter formatter = new TaskFormatter(context.texts(), model.people());
        Task task = tasks.board(GROUP).getFirst();
        assertThat(task.history()).extracting(event -> formatter.event(task, event, time.now()).substring(7)).containsExactly("Kitchen: added",
            "Kitchen: assigned to Anna");
        assertThat(formatter.owner(task)).isEqualTo("Anna");
        for (TaskEvent.Act act : TaskEvent.Act.values()) {
            assertThat(formatter.event(task, new TaskEvent(time.now(), Optional.empty(), act, "2"), time.now().plus(Duration.ofDays(3))))
                .contains("This computer: ").matches("\\d\\d-\\d\\d \\d\\d:\\d\\d  .*");
        }
    }

    private List<TaskPatch> changes() {
        return acts().stream().map(act -> ((TaskCommand.Change) act).patch()).toList();
    }

    private List<TaskCommand> acts() {
        return engine.sentCommands.stream().map(command -> ((Command.PerformTaskCommand) command).act()).toList();
    }

    private void frame() {
        for (int i = 0; i < 3; i++) {
            for (Runnable pulse = pulses.poll(); pulse != null; pulse = pulses.poll()) {
                pulse.run();
            }
        }
    }
}
