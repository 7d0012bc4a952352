package earshot.ui.timeline;

import module java.base;

import earshot.engine.RecordedSession;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;

/// The timeline view: all events in order, to the millisecond.
public final class TimelineView extends FxmlView<TimelineController> {
    private final TimelineViewModel model;
    private final SubscriptionGroup whileShown = new SubscriptionGroup();
    private boolean marking;

    public TimelineView(ViewContext viewContext) {
        super("timeline", viewContext);
        model = new TimelineViewModel(viewContext);
        viewContext.model().recordedSession().ifPresent(
            session -> model.selected().subscribe((_, _) -> model.selectedEvent().filter(_ -> !marking).ifPresent(event -> session.seek(event.at()))));
    }

    @Override
    protected TimelineController newController() {
        return new TimelineController(viewContext, model);
    }

    @Override
    public void onShown() {
        model.start();
        viewContext.model().recordedSession().ifPresent(session -> whileShown.add(viewContext.pump().watch(session.position(), at -> mark(session, at))));
    }

    /// Marks the row that the moment has come to which is shown of a recording, unless a person sees the end of it and has marked none.
    private void mark(RecordedSession session, Instant at) {
        boolean there = model.selectedEvent().filter(event -> event.at().equals(at)).isPresent();
        if (!there && (at.isBefore(session.ended()) || model.selectedEvent().isPresent())) {
            marking = true;
            controller().ifPresent(shown -> shown.select(model.rowUntil(at), false));
            marking = false;
        }
    }

    @Override
    public void onHidden() {
        model.stop();
        whileShown.close();
    }

    /// Shows the events of one device; with `@` and an instant appended, from the first one then.
    @Override
    public void show(String target) {
        Optional<Instant> at = moment(target.substring(target.lastIndexOf('@') + 1));
        model.filterText().set("device:" + (at.isPresent() ? target.substring(0, target.lastIndexOf('@')) : target));
        at.ifPresent(from -> controller().ifPresent(shown -> shown.select(model.rowAt(from), true)));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return List.of(PaletteEntry.command(viewContext.texts(), "timeline.clear.rows", "Ctrl+L", () -> here(_ -> model.clear())),
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
        whileShown.close();
        model.close();
    }
}
