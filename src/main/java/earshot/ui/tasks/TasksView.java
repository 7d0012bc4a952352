package earshot.ui.tasks;

import module java.base;

import earshot.task.TaskGroup;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.ViewContext;

/// The tasks view: the board of a group.
public final class TasksView extends FxmlView<TasksController> {
    private final TasksViewModel model;

    public TasksView(ViewContext viewContext) {
        super("tasks", viewContext);
        model = new TasksViewModel(viewContext);
    }

    @Override
    protected TasksController newController() {
        return new TasksController(viewContext, model);
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    /// @param group its key
    @Override
    public void show(String group) {
        model.filter().set("");
        model.group().set(Optional.of(new TaskGroup(group)));
    }

    @Override
    public boolean undo() {
        return model.undo();
    }

    @Override
    public boolean redo() {
        return model.redo();
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return List.of(PaletteEntry.command(viewContext.texts(), "tasks.new", "", () -> {
            viewContext.navigate().accept(NavigationTarget.of(id()));
            controller().ifPresent(TasksController::focusNewTask);
        }));
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
