package earshot.ui.timeline;

import earshot.config.Settings;
import earshot.device.DeviceModel;
import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.engine.FirstContact;
import earshot.engine.Operation;
import earshot.engine.Parts;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDevice;
import earshot.engine.Totals;
import earshot.event.Event;
import earshot.server.Address;
import earshot.server.Attempt;
import earshot.watch.Cell;
import earshot.watch.EventLog;
import earshot.watch.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A model that holds nothing but a log.
record OneLogModel(EventLog<Event> events) implements EngineModel {
    @Override
    public Watch<EngineState> state() {
        return new Cell<>(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, Instant.EPOCH, Optional.empty()));
    }

    @Override
    public Watch<List<Address>> addresses() {
        return new Cell<>(List.of());
    }

    @Override
    public Watch<List<DeviceModel>> devices() {
        return new Cell<>(List.of());
    }

    @Override
    public Watch<List<Attempt>> attempts() {
        return new Cell<>(List.of());
    }

    @Override
    public Watch<FirstContact> firstContact() {
        return new Cell<>(new FirstContact(List.of(), 0));
    }

    @Override
    public Watch<List<ProblemEntry>> problems() {
        return new Cell<>(List.of());
    }

    @Override
    public Watch<Settings> settings() {
        return new Cell<>(Settings.defaults());
    }

    @Override
    public Watch<Totals> totals() {
        return new Cell<>(Totals.NONE);
    }

    @Override
    public Watch<Parts> parts() {
        return new Cell<>(new Parts("", true, "", "", "", ""));
    }

    @Override
    public Watch<List<Operation>> operations() {
        return new Cell<>(List.of());
    }

    @Override
    public Watch<Optional<TestDevice>> testDevice() {
        return new Cell<>(Optional.empty());
    }
}
