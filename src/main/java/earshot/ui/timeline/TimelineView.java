package earshot.ui.timeline;

import module java.base;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.ViewContext;

/// The timeline view: all events in order, to the millisecond.
public final class TimelineView extends FxmlView<TimelineController> {
    private final TimelineViewModel model;

    public TimelineView(ViewContext viewContext) {
        super("timeline", viewContext);
        model = new TimelineViewModel(viewContext);
    }

    @Override
    protected TimelineController newController() {
        return new TimelineController(viewContext, model);
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    /// Shows the events of one device; with `@` and an instant appended, from the first one then.
    @Override
    public void show(String target) {
        Optional<Instant> at = moment(target.substring(target.lastIndexOf('@') + 1));
        model.filterText().set("device:" + (at.isPresent() ? target.substring(0, target.lastIndexOf('@')) : target));
        at.ifPresent(from -> controller().ifPresent(shown -> shown.select(model.rowAt(from))));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return List.of(PaletteEntry.command(viewContext.texts(), "timeline.clear.rows", "Ctrl+L", () -> here(TimelineController::clear)),
            PaletteEntry.command(viewContext.texts(), "timeline.problems.rows", "", () -> here(TimelineController::showProblemsOnly)),
            PaletteEntry.command(viewContext.texts(), "timeline.save.shown", "", () -> here(TimelineController::saveShown)));
    }

    private void here(Consumer<TimelineController> command) {
        viewContext.navigate().accept(NavigationTarget.of(id()));
        controller().ifPresent(command);
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
