package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.turn.TurnRecord;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.MenuItem;
import javafx.stage.Window;

/// The menu of a row of the timeline.
record TimelineMenu(ViewContext viewContext, TimelineViewModel model, TimelineExport export, Supplier<Window> window) {
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
        turn(event)
            .ifPresent(turn -> go.add(RowMenu.item(texts.get("menu.turn"), () -> viewContext.navigate().accept(NavigationTarget.ofTurn(turn.number())))));
        event.device()
            .ifPresent(id -> go.add(RowMenu.toDevice(viewContext, texts.get("menu.device"), id)));
        return RowMenu.groups(narrow, List.of(RowMenu.item(texts.get("timeline.reference"), model::toggleReference)), go, copy(event), save());
    }

    private List<MenuItem> copy(Event event) {
        Texts texts = viewContext.texts();
        int rows = model.selectedCount().get();
        List<MenuItem> copy = new ArrayList<>(
            List.of(RowMenu.item(rows > 1 ? texts.get("timeline.copy.rows.text", rows) : texts.get("menu.copy.text"), export::copyText)));
        if (rows == 1 && !(event.payload() instanceof EventPayload.None)) {
            copy.add(RowMenu.item(texts.get("timeline.copy.content"), export::copyContent));
        }
        copy.add(RowMenu.item(rows > 1 ? texts.get("timeline.copy.rows.json", rows) : texts.get("menu.copy.json"), export::copyJson));
        if (event.device().isPresent()) {
            copy.add(RowMenu.item(texts.get("timeline.copy.websocat"), export::copyWebsocat));
            copy.add(RowMenu.item(texts.get("timeline.copy.curl"), export::copyCurl));
        }
        copy.add(RowMenu.item(texts.get("menu.copy.report"), export::copyReport));
        return copy;
    }

    private List<MenuItem> save() {
        Texts texts = viewContext.texts();
        int rows = model.selectedCount().get();
        Stream<MenuItem> selected = rows > 1 ? Stream.of(RowMenu.item(texts.get("timeline.save.rows", rows), () -> export.saveSelected(window.get())))
            : Stream.empty();
        return Stream.concat(selected, Stream.of(RowMenu.item(texts.get("timeline.save.shown"), () -> export.saveShown(window.get())))).toList();
    }

    /// The turn of the same device in which the event happened, else the nearest one.
    private Optional<TurnRecord> turn(Event event) {
        return event.device()
            .flatMap(id -> Stream.concat(viewContext.model().runningTurns().get().stream(), viewContext.model().turns().get().stream())
                .filter(turn -> turn.deviceId().equals(id))
            .filter(turn -> distance(turn, event.at()).compareTo(TURN_REACH) <= 0).min(Comparator.comparing(turn -> distance(turn, event.at()))));
    }

    private static Duration distance(TurnRecord turn, Instant at) {
        Instant begin = turn.facts().at();
        Instant end = begin.plus(turn.facts().total());
        return at.isBefore(begin) ? Duration.between(at, begin) : at.isAfter(end) && turn.facts().open().isEmpty() ? Duration.between(end, at) : Duration.ZERO;
    }
}
