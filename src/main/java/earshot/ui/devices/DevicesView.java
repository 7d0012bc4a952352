package earshot.ui.devices;

import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.List;
import javafx.scene.Parent;

/// The devices view: list of devices and detail of the selected one.
public final class DevicesView implements View {
    private final ViewContext viewContext;
    private final DevicesViewModel model;
    private DevicesController controller;
    private boolean shown;

    public DevicesView(ViewContext viewContext) {
        this.viewContext = viewContext;
        model = new DevicesViewModel(viewContext);
    }

    @Override
    public String id() {
        return "devices";
    }

    @Override
    public Parent build() {
        if (controller != null) {
            controller.close();
        }
        controller = new DevicesController(viewContext, model);
        return FxmlViewLoader.load("devices", controller, viewContext.texts());
    }

    @Override
    public void onShown() {
        shown = true;
        model.start();
        controller.shown();
    }

    @Override
    public void onHidden() {
        if (shown) {
            shown = false;
            controller.hidden();
            model.stop();
        }
    }

    /// Shows a device by its id; with [NavigationTarget#MEMORY] appended, its memory.
    @Override
    public void show(String target) {
        boolean memory = target.endsWith(NavigationTarget.MEMORY);
        model.select(memory ? target.substring(0, target.length() - NavigationTarget.MEMORY.length()) : target);
        if (memory) {
            controller.showMemory();
        }
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return viewContext.model().devices().get().stream().map(device -> new PaletteEntry(viewContext.texts().get("palette.device"), device.facts().get().name(), "", "",
            () -> viewContext.navigate().accept(NavigationTarget.of(id(), device.id())))).toList();
    }

    @Override
    public void focusFilter() {
        controller.focusFilter();
    }

    @Override
    public boolean escape() {
        return model.clearFilter();
    }

    /// Whether the device's row and a waveform that is not flat are visible now.
    public boolean showsLive(String id) {
        return shown && controller.showsLive(id);
    }
}
