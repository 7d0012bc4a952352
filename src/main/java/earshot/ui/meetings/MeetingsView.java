package earshot.ui.meetings;

import module java.base;

import earshot.id.MeetingId;
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
        return Stream.concat(Stream.of(start, recording), meetings).toList();
    }

    @Override
    public void close() {
        super.close();
        list.close();
        page.close();
        imports.close();
    }
}
