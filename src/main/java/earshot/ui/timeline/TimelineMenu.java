package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.turn.TurnRecord;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.MenuItem;

/// The menu of a row of the timeline.
record TimelineMenu(ViewContext viewContext, TimelineViewModel model, EventRowPainter rowPainter) {
    /// A turn further away than this from an event has nothing to do with it.
    private static final Duration TURN_REACH = Duration.ofMinutes(1);

    List<MenuItem> items() {
        return model.selectedEvent().map(this::items).orElse(List.of());
    }

    private List<MenuItem> items(Event event) {
        Texts texts = viewContext.texts();
        List<MenuItem> narrow = new ArrayList<>();
        event.device().ifPresent(id -> narrow.add(RowMenu.item(texts.get("menu.only", model.deviceName(id)), () -> model.addChip("device:" + id))));
        narrow.add(RowMenu.item(texts.get("menu.only", event.type()), () -> model.addChip("type:" + event.type())));
        narrow.add(RowMenu.item(texts.get("menu.without", event.type()), () -> model.addChip("-type:" + event.type())));
        List<MenuItem> go = new ArrayList<>();
        turn(event).ifPresent(turn -> go.add(RowMenu.item(texts.get("menu.turn"), () -> viewContext.navigate().accept(NavigationTarget.ofTurn(turn.number())))));
        event.device().ifPresent(id -> go.add(RowMenu.item(texts.get("menu.device"), () -> viewContext.navigate().accept(NavigationTarget.of("devices", id.value())))));
        List<MenuItem> copy = new ArrayList<>(List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(rowPainter.line(event)))));
        if (!(event.payload() instanceof EventPayload.None)) {
            copy.add(RowMenu.item(texts.get("timeline.copy.content"), () -> SystemClipboard.copy(EventDetail.fullText(event, texts.language().locale()))));
        }
        copy.add(RowMenu.item(texts.get("menu.copy.json"), () -> SystemClipboard.copy(EventDetail.json(event))));
        return RowMenu.groups(narrow, List.of(RowMenu.item(texts.get("timeline.reference"), model::toggleReference)), go, copy);
    }

    /// The turn of the same device in which the event happened, else the nearest one.
    private Optional<TurnRecord> turn(Event event) {
        return event.device().flatMap(id -> Stream.concat(viewContext.model().runningTurns().get().stream(), viewContext.model().turns().get().stream()).filter(turn -> turn.deviceId().equals(id))
            .filter(turn -> distance(turn, event.at()).compareTo(TURN_REACH) <= 0).min(Comparator.comparing(turn -> distance(turn, event.at()))));
    }

    private static Duration distance(TurnRecord turn, Instant at) {
        Instant begin = turn.facts().at();
        Instant end = begin.plus(turn.facts().total());
        return at.isBefore(begin) ? Duration.between(at, begin) : at.isAfter(end) && turn.facts().open().isEmpty() ? Duration.between(end, at) : Duration.ZERO;
    }
}
