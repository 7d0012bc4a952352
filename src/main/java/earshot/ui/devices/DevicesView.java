package earshot.ui.devices;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.Offer;
import earshot.ui.part.Place;
import earshot.ui.part.View;
import java.util.List;
import javafx.scene.Parent;

/// The devices view: list of devices and detail of the selected one.
public final class DevicesView implements View {
    private final Desk desk;
    private final DevicesViewModel model;
    private DevicesController controller;
    private boolean shown;

    public DevicesView(Desk desk) {
        this.desk = desk;
        model = new DevicesViewModel(desk);
    }

    @Override
    public String id() {
        return "devices";
    }

    @Override
    public Parent build() {
        if (controller != null) {
            controller.drop();
        }
        controller = new DevicesController(desk, model);
        return Fxml.load("devices", controller, desk.texts());
    }

    @Override
    public void shown() {
        shown = true;
        model.hold();
        controller.shown();
    }

    @Override
    public void hidden() {
        if (shown) {
            shown = false;
            controller.hidden();
            model.release();
        }
    }

    /// Shows a device by its id; with [Place#MEMORY] appended, its memory.
    @Override
    public void show(String target) {
        boolean memory = target.endsWith(Place.MEMORY);
        model.choose(memory ? target.substring(0, target.length() - Place.MEMORY.length()) : target);
        if (memory) {
            controller.showMemory();
        }
    }

    @Override
    public List<Offer> offers() {
        return desk.model().devices().get().stream().map(device -> new Offer(desk.texts().get("palette.device"), device.facts().get().name(), "", "",
            () -> desk.go().accept(Place.of(id(), device.id())))).toList();
    }

    @Override
    public void filter() {
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
