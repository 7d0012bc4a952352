package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.MenuItem;

/// The menu of a row of the device list.
///
/// @param rename begins to edit the name of the selected row
record DeviceMenu(ViewContext viewContext, DevicesViewModel model, Runnable rename) {
    List<MenuItem> items(DeviceListRow row) {
        return switch (row) {
            case DeviceRow device -> items(device.facts().get());
            case DeviceListRow.RefusedRow refused -> items(refused.attempt());
            case DeviceListRow.ReplacedRow replaced -> List.of(timeline(replaced.device()), copyId(replaced.device()));
        };
    }

    private List<MenuItem> items(DeviceFacts facts) {
        Texts texts = viewContext.texts();
        DeviceId id = facts.id();
        String name = new DeviceFormatter(texts).name(facts);
        return RowMenu.groups(
            List.of(RowMenu.item(texts.get("menu.only", name), () -> model.filter().set(id.value())), timeline(id),
                RowMenu.item(texts.get("menu.turns"), () -> viewContext.navigate().accept(NavigationTarget.of("turns", id.value())))),
            viewContext.recorded() ? List.of() : List.of(RowMenu.item(texts.get("menu.rename"), rename)),
            List.of(copyId(id), RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(text(facts, name)))));
    }

    private List<MenuItem> items(ConnectionAttempt attempt) {
        Texts texts = viewContext.texts();
        String words = Stream.concat(Stream.of(attempt.device().map(DeviceId::value).orElse(attempt.remote()), attempt.remote(), attempt.request()),
            attempt.problem().stream().flatMap(problem -> Stream.of(texts.what(problem), texts.why(problem), texts.remedy(problem)))).distinct()
            .collect(Collectors.joining("\n"));
        return RowMenu.groups(
            RefusalRemedy.of(attempt).map(remedy -> RowMenu.item(texts.get(remedy.label()), () -> model.allow(remedy))).stream().toList(),
            attempt.device().map(this::timeline).stream().toList(),
            Stream.concat(attempt.device().map(this::copyId).stream(), Stream.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(words))))
                .toList());
    }

    private MenuItem timeline(DeviceId id) {
        return RowMenu.item(viewContext.texts().get("menu.timeline"), () -> viewContext.navigate().accept(NavigationTarget.of("timeline", id.value())));
    }

    private MenuItem copyId(DeviceId id) {
        return RowMenu.item(viewContext.texts().get("device.id.copy"), () -> SystemClipboard.copy(id.value()));
    }

    private String text(DeviceFacts facts, String name) {
        DeviceFormatter formatter = new DeviceFormatter(viewContext.texts());
        return Stream.of(name, facts.id().value(), formatter.state(facts).text(), formatter.mode(facts), formatter.lastEvent(facts))
            .filter(part -> !part.isBlank()).distinct().collect(Collectors.joining(", "));
    }
}
