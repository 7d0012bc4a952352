package earshot.ui.meetings;

import earshot.meeting.Meeting;
import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.Offer;
import earshot.ui.part.Place;
import earshot.ui.part.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;

/// The meetings view: running and past meetings with transcript and summary.
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
    public List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        offers.add(new Offer(desk.texts().get("palette.command"), desk.texts().get("meetings.start"), "", "", () -> {
            desk.go().accept(Place.of(id()));
            controller.ifPresent(MeetingsController::startForm);
        }));
        MeetingWords words = new MeetingWords(desk.texts(), desk.model());
        for (Meeting meeting : desk.model().meetings().meetings().get()) {
            if (meeting.trashedAt().isEmpty()) {
                offers.add(new Offer(desk.texts().get("palette.meeting"), words.title(meeting), words.began(meeting, desk.time().now()), "",
                    () -> desk.go().accept(Place.of(id(), meeting.id()))));
            }
        }
        return offers;
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
