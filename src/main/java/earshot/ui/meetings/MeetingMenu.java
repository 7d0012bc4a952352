package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.SearchHit;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.MenuItem;

/// The menu of a row of the list of meetings.
///
/// @param export opens the form that exports a meeting
record MeetingMenu(ViewContext viewContext, MeetingListViewModel model, MeetingFormatter formatter, Consumer<Meeting> export) {
    /// Devices with an entry of their own.
    private static final int MOST_DEVICES = 4;

    List<MenuItem> items(MeetingListViewModel.Row row) {
        return switch (row) {
            case MeetingListViewModel.Row.MeetingRow(Meeting meeting) -> items(meeting);
            case MeetingListViewModel.Row.HitRow(SearchHit hit) -> items(hit);
            case MeetingListViewModel.Row.HitsHeading _, MeetingListViewModel.Row.TrashHeading _ -> List.of();
        };
    }

    private List<MenuItem> items(Meeting meeting) {
        Texts texts = viewContext.texts();
        List<DeviceId> devices = meeting.devices().stream().limit(MOST_DEVICES).toList();
        List<MenuItem> change = new ArrayList<>();
        if (meeting.trashedAt().isPresent()) {
            change.add(RowMenu.item(texts.get("meetings.restore"),
                () -> viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Restore(meeting.id())))));
        } else if (!meeting.running()) {
            change.add(RowMenu.item(texts.get("meetings.delete"), () -> model.discard(meeting)));
        }
        return RowMenu.groups(
            devices.stream().map(this::only).toList(),
            devices.stream().limit(1)
                .map(id -> RowMenu.toDevice(viewContext, texts.get("menu.device"), id)).toList(),
            List.of(RowMenu.item(texts.get("meetings.export"), () -> export.accept(meeting))),
            List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(formatter.title(meeting) + "\n" + formatter.facts(meeting))),
                copyId(meeting.id().value())),
            change);
    }

    private List<MenuItem> items(SearchHit hit) {
        String line = Stream.of(formatter.day(hit.at()), formatter.timeOfDay(hit.at()), hit.title(), formatter.device(new DeviceId(hit.speaker())), hit.text())
            .filter(part -> !part.isBlank()).collect(Collectors.joining("  "));
        return List.of(RowMenu.item(viewContext.texts().get("menu.copy.text"), () -> SystemClipboard.copy(line)), copyId(hit.meeting().value()));
    }

    private MenuItem only(DeviceId id) {
        return RowMenu.item(viewContext.texts().get("menu.only", formatter.device(id)), () -> model.query().set(formatter.device(id)));
    }

    private MenuItem copyId(String id) {
        return RowMenu.item(viewContext.texts().get("device.id.copy"), () -> SystemClipboard.copy(id));
    }
}
