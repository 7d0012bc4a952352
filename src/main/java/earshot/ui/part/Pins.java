package earshot.ui.part;

import earshot.watch.Pin;
import java.util.ArrayList;
import java.util.List;

/// Subscriptions that are closed together.
public final class Pins implements Pin {
    private final List<Pin> held = new ArrayList<>();

    public void add(Pin pin) {
        held.add(pin);
    }

    @Override
    public void close() {
        held.forEach(Pin::close);
        held.clear();
    }
}
