package earshot.ui.devices;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;

/// The devices view: list of devices and detail of the selected one.
public final class DevicesView extends FxmlView<DevicesController> {
    private final DevicesViewModel model;
    private final DeviceAccessViewModel access;
    private boolean shown;

    public DevicesView(ViewContext viewContext) {
        super("devices", viewContext);
        model = new DevicesViewModel(viewContext);
        access = new DeviceAccessViewModel(viewContext);
    }

    @Override
    protected DevicesController newController() {
        return new DevicesController(viewContext, model, new DeviceAccessController(viewContext, access));
    }

    @Override
    public void onShown() {
        shown = true;
        model.start();
        access.start();
        controller().ifPresent(DevicesController::shown);
    }

    @Override
    public void onHidden() {
        if (shown) {
            shown = false;
            controller().ifPresent(DevicesController::hidden);
            model.stop();
            access.stop();
        }
    }

    /// Shows a device by its id; with [NavigationTarget#MEMORY] or [NavigationTarget#FAULTS] appended, that of it.
    @Override
    public void show(String target) {
        model.select(new DeviceId(Stream.of(NavigationTarget.MEMORY, NavigationTarget.FAULTS).filter(target::endsWith).findFirst()
            .map(part -> target.substring(0, target.length() - part.length())).orElse(target)));
        if (target.endsWith(NavigationTarget.MEMORY)) {
            controller().ifPresent(DevicesController::showMemory);
        } else if (target.endsWith(NavigationTarget.FAULTS)) {
            controller().ifPresent(DevicesController::showFaults);
        }
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        Texts texts = viewContext.texts();
        Stream<PaletteEntry> commands = viewContext.recorded() ? Stream.of() : Stream.of(
            PaletteEntry.command(texts, "devices.test.start", "", () -> here(model::startTestDevice)),
            PaletteEntry.command(texts, "devices.several", "", () -> here(() -> controller().ifPresent(DevicesController::openTestDevicesForm))),
            PaletteEntry.command(texts, "devices.test.again", "", () -> viewContext.send(new Command.SpeakAgain())),
            PaletteEntry.command(texts, "devices.microphone", "", () -> here(model::startMicrophoneDevice)),
            PaletteEntry.command(texts, "faults.open", "", () -> here(() -> controller().ifPresent(DevicesController::showFaults))),
            PaletteEntry.command(texts, "ladder.check", "", () -> here(model::checkAddresses)));
        Stream<PaletteEntry> waiting = viewContext.recorded() ? Stream.of() : access.approvable().stream().map(asked -> new PaletteEntry(
            texts.get("palette.command"), texts.get("access.approve") + ": " + asked.deviceId().value(), asked.code(), "",
            PaletteEntry.words("access.approve", "access.approve"), () -> here(() -> access.approve(asked))));
        return Stream.concat(Stream.concat(commands, waiting),
            viewContext.model().devices().get().stream().map(device -> device.facts().get()).map(facts -> new PaletteEntry(texts.get("palette.device"),
                new DeviceFormatter(texts).name(facts),
            facts.id().value(), "", facts.profile().note(), () -> viewContext.navigate().accept(NavigationTarget.of(id(), facts.id().value()))))).toList();
    }

    private void here(Runnable command) {
        viewContext.navigate().accept(NavigationTarget.of(id()));
        command.run();
    }

    /// Whether the device's row and a waveform that is not flat are visible now.
    public boolean showsLive(DeviceId id) {
        return shown && controller().filter(controller -> controller.showsLive(id)).isPresent();
    }
}
