package earshot.ui;

import earshot.fault.ActiveFault;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;

/// What a fault that is or was on is called, with the name of its device. On the FX thread only.
final class FaultText {
    private FaultText() {}

    /// For example `jitter up to 80 ms (Kitchen)`.
    static String of(ActiveFault fault, ViewContext viewContext) {
        Texts texts = viewContext.texts();
        String key = switch (fault.side()) {
            case SERVER -> "faults.one";
            case DEVICE -> "faults.one.device";
        };
        return texts.get(key, fault.fault().words(texts.language().locale()), DeviceNames.of(viewContext.model(), fault.device()));
    }
}
