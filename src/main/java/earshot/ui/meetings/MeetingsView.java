package earshot.ui.meetings;

import earshot.meeting.Meeting;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;

/// The meetings view: running and past meetings with transcript and summary.
public final class MeetingsView implements View {
    private final ViewContext viewContext;
    private final MeetingListViewModel list;
    private final MeetingViewModel page;
    private Optional<MeetingsController> controller = Optional.empty();

    public MeetingsView(ViewContext viewContext) {
        this.viewContext = viewContext;
        list = new MeetingListViewModel(viewContext);
        page = new MeetingViewModel(viewContext);
        list.selected().subscribe(id -> page.open(id));
    }

    @Override
    public String id() {
        return "meetings";
    }

    @Override
    public Parent build() {
        controller.ifPresent(MeetingsController::close);
        MeetingsController next = new MeetingsController(viewContext, list, page);
        controller = Optional.of(next);
        return FxmlViewLoader.load("meetings", next, viewContext.texts());
    }

    @Override
    public void onShown() {
        page.start();
    }

    @Override
    public void onHidden() {
        page.stop();
    }

    /// Shows a meeting by its id.
    @Override
    public void show(String meeting) {
        list.query().set("");
        list.select(Optional.of(meeting));
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        List<PaletteEntry> entries = new ArrayList<>();
        entries.add(new PaletteEntry(viewContext.texts().get("palette.command"), viewContext.texts().get("meetings.start"), "", "", () -> {
            viewContext.navigate().accept(NavigationTarget.of(id()));
            controller.ifPresent(MeetingsController::openStartForm);
        }));
        MeetingFormatter formatter = new MeetingFormatter(viewContext.texts(), viewContext.model());
        for (Meeting meeting : viewContext.model().meetings().meetings().get()) {
            if (meeting.trashedAt().isEmpty()) {
                entries.add(new PaletteEntry(viewContext.texts().get("palette.meeting"), formatter.title(meeting), formatter.startTime(meeting, viewContext.time().now()), "",
                    () -> viewContext.navigate().accept(NavigationTarget.of(id(), meeting.id()))));
            }
        }
        return entries;
    }

    @Override
    public void focusFilter() {
        controller.ifPresent(MeetingsController::focusSearch);
    }

    @Override
    public boolean escape() {
        return controller.map(MeetingsController::escape).orElse(false);
    }

    @Override
    public void close() {
        controller.ifPresent(MeetingsController::close);
        list.close();
        page.close();
    }
}
