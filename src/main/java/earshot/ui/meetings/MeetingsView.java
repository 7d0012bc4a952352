package earshot.ui.meetings;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.View;
import java.util.Optional;
import javafx.scene.Parent;

/// The meetings: what is being said, what was said, and what came of it.
public final class MeetingsView implements View {
    private final Desk desk;
    private final MeetingList list;
    private final MeetingPage page;
    private Optional<MeetingsController> controller = Optional.empty();

    public MeetingsView(Desk desk) {
        this.desk = desk;
        list = new MeetingList(desk);
        page = new MeetingPage(desk);
        list.selected().subscribe(id -> page.open(id));
    }

    @Override
    public String id() {
        return "meetings";
    }

    @Override
    public Parent build() {
        controller.ifPresent(MeetingsController::close);
        MeetingsController next = new MeetingsController(desk, list, page);
        controller = Optional.of(next);
        return Fxml.load("meetings", next, desk.texts());
    }

    @Override
    public void shown() {
        page.start();
    }

    @Override
    public void hidden() {
        page.hide();
    }

    /// Shows a meeting by its id.
    @Override
    public void show(String meeting) {
        list.query().set("");
        list.select(Optional.of(meeting));
    }

    @Override
    public void filter() {
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
