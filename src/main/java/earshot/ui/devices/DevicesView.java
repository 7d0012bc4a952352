package earshot.ui.devices;

import earshot.ui.part.Desk;
import earshot.ui.part.View;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/// The view of devices.
public final class DevicesView implements View {
    private final Desk desk;

    public DevicesView(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String id() {
        return "devices";
    }

    @Override
    public Parent build() {
        return new StackPane();
    }

    /// Whether the device's row and a waveform that is not flat are on the screen now.
    public boolean showsLive(String id) {
        return false;
    }
}
