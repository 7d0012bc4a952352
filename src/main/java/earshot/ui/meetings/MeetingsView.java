package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.ViewContext;

/// The meetings view: running and past meetings with transcript and summary.
public final class MeetingsView extends FxmlView<MeetingsController> {
    private final MeetingListViewModel list;
    private final MeetingViewModel page;
    private final ImportViewModel imports;

    public MeetingsView(ViewContext viewContext) {
        super("meetings", viewContext);
        list = new MeetingListViewModel(viewContext);
        page = new MeetingViewModel(viewContext);
        imports = new ImportViewModel(viewContext, id -> list.select(Optional.of(id)));
        list.selected().subscribe(id -> page.open(id));
    }

    @Override
    protected MeetingsController newController() {
        return new MeetingsController(viewContext, list, page, imports);
    }

    @Override
    public void onShown() {
        page.start();
        controller().ifPresent(MeetingsController::showNames);
    }

    @Override
    public void onHidden() {
        page.stop();
    }

    @Override
    public void show(String meeting) {
        list.query().set("");
        list.select(Optional.of(new MeetingId(meeting)));
    }

    @Override
    public boolean undo() {
        boolean discarded = list.undo().get().isPresent();
        list.undoDiscard();
        return discarded;
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        PaletteEntry start = PaletteEntry.command(viewContext.texts(), "meetings.start", "", () -> {
            viewContext.navigate().accept(NavigationTarget.of(id()));
            controller().ifPresent(MeetingsController::openStartForm);
        });
        PaletteEntry recording = PaletteEntry.command(viewContext.texts(), "meetings.import", "", () -> {
            viewContext.navigate().accept(NavigationTarget.of(id()));
            controller().ifPresent(MeetingsController::chooseRecording);
        });
        MeetingFormatter formatter = new MeetingFormatter(viewContext.texts(), viewContext.model());
        Stream<PaletteEntry> meetings = viewContext.model().meetings().meetings().get().stream().filter(meeting -> meeting.trashedAt().isEmpty())
            .map(meeting -> new PaletteEntry(viewContext.texts().get("palette.meeting"), formatter.title(meeting),
                formatter.startTime(meeting, viewContext.time().now()), "",
                formatter.devices(meeting), () -> viewContext.navigate().accept(NavigationTarget.of(id(), meeting.id().value()))));
        Stream<PaletteEntry> ends = viewContext.model().meetings().meetings().get().stream()
            .filter(meeting -> meeting.lifecycle() == Meeting.Lifecycle.LIVE && meeting.trashedAt().isEmpty())
            .map(meeting -> end(meeting, formatter.title(meeting)));
        return Stream.of(Stream.of(start, recording), ends, meetings).flatMap(Function.identity()).toList();
    }

    private PaletteEntry end(Meeting meeting, String title) {
        return new PaletteEntry(viewContext.texts().get("palette.command"), viewContext.texts().get("meetings.finish"), title, "",
            PaletteEntry.words("meetings.finish", "meetings.finish") + " " + title, () -> {
                viewContext.navigate().accept(NavigationTarget.of(id(), meeting.id().value()));
                viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Finish(meeting.id())));
            });
    }

    @Override
    public void close() {
        super.close();
        list.close();
        page.close();
        imports.close();
    }
}
