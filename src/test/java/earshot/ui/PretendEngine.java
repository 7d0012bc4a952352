package earshot.ui;

import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsSheet;
import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.engine.FirstContact.Rung;
import earshot.engine.FirstContact.State;
import earshot.engine.FirstContact.Step;
import earshot.engine.FirstContact;
import earshot.engine.ModelsState;
import earshot.engine.Operation;
import earshot.engine.Parts;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDevice;
import earshot.engine.Totals;
import earshot.event.Event;
import earshot.meeting.MeetingModel;
import earshot.memory.Recollection;
import earshot.server.Address;
import earshot.server.Attempt;
import earshot.tool.ToolServer;
import earshot.turn.TurnRecord;
import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.RingLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/// Engine whose state is set by a test and whose commands are recorded.
public final class PretendEngine implements EngineModel, Function<Command, Operation> {
    public final Cell<EngineState> state;
    public final Cell<List<Address>> addresses = new Cell<>(List.of(
        new Address("eth0", "192.168.1.20", false, "ws://192.168.1.20:8000/xiaozhi/v1/", "ws://192.168.1.20:8000/supie/v1/", "http://192.168.1.20:8003/xiaozhi/ota/"),
        new Address("wlan0", "10.0.0.5", false, "ws://10.0.0.5:8000/xiaozhi/v1/", "ws://10.0.0.5:8000/supie/v1/", "http://10.0.0.5:8003/xiaozhi/ota/"),
        new Address("lo", "127.0.0.1", true, "ws://127.0.0.1:8000/xiaozhi/v1/", "ws://127.0.0.1:8000/supie/v1/", "http://127.0.0.1:8003/xiaozhi/ota/")));
    public final Cell<List<DeviceModel>> devices = new Cell<>(List.of());
    public final Cell<List<Attempt>> attempts = new Cell<>(List.of());
    public final Cell<FirstContact> firstContact = new Cell<>(ladder(1, 0));
    public final RingLog<Event> events = new RingLog<>(20_000);
    public final Cell<List<ProblemEntry>> problems = new Cell<>(List.of());
    public final Cell<Settings> settings = new Cell<>(Settings.defaults());
    public final Cell<SettingsSheet> sheet = new Cell<>(SettingsSheet.defaults());
    public final Cell<SettingsHistory> history = new Cell<>(SettingsHistory.NONE);
    public final Cell<ModelsState> models = new Cell<>(ModelsState.NONE);
    public final Cell<List<Recollection>> memories = new Cell<>(List.of());
    public final Cell<List<ToolServer>> toolServers = new Cell<>(List.of());
    public final Cell<Totals> totals = new Cell<>(new Totals(0, 0, 0, 0, 0, 0, 0.2, 64));
    public final Cell<Parts> parts = new Cell<>(new Parts("sphinx4", true, "freetts", "echo", "libopus 1.3.1", "webrtc"));
    public final Cell<List<Operation>> operations = new Cell<>(List.of());
    public final Cell<List<TurnRecord>> turns = new Cell<>(List.of());
    public volatile MeetingModel meetings = MeetingModel.none();
    public final Cell<Optional<TestDevice>> testDevice = new Cell<>(Optional.empty());
    public final List<Command> sent = new CopyOnWriteArrayList<>();
    /// Outcome of all commands.
    public volatile Operation.Outcome outcome = Operation.Outcome.Done.of("");
    /// Outcome of single commands; empty for [#outcome].
    public volatile Function<Command, Optional<Operation.Outcome>> answers = _ -> Optional.empty();
    private final Time time;

    public PretendEngine(Time time) {
        this.time = time;
        state = new Cell<>(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, time.now(), Optional.of(time.now().minusSeconds(260))));
    }

    /// First contact with the first `reached` steps reached and the next one waiting.
    public static FirstContact ladder(int reached, long attempts) {
        List<Rung> rungs = new ArrayList<>();
        for (Step step : Step.values()) {
            State state = step.ordinal() < reached ? State.REACHED : step.ordinal() == reached ? State.WAITING : State.AHEAD;
            rungs.add(new Rung(step, state, Optional.empty(), ""));
        }
        return new FirstContact(rungs, attempts);
    }

    public PretendDevice device(String id) {
        PretendDevice device = new PretendDevice(time, id);
        devices.update(known -> Stream.concat(known.stream(), Stream.of(device)).toList());
        return device;
    }

    @Override
    public Operation apply(Command command) {
        sent.add(command);
        return new Finished(command.getClass().getSimpleName(), time.now(), CompletableFuture.completedFuture(answers.apply(command).orElse(outcome)));
    }

    /// An operation that has already ended.
    private record Finished(String name, Instant since, CompletableFuture<Outcome> outcome) implements Operation {
        @Override
        public Cell<Progress> progress() {
            return new Cell<>(new Progress("", List.of(), Optional.of(1.0)));
        }

        @Override
        public void cancel() {}
    }

    /// An operation in progress.
    public record Running(String name, Instant since, Cell<Progress> progress, CompletableFuture<Outcome> outcome) implements Operation {
        public Running(String name, Instant since, Progress now) {
            this(name, since, new Cell<>(now), new CompletableFuture<>());
        }

        @Override
        public void cancel() {}
    }

    /// The time this long ago.
    public Instant ago(Duration past) {
        return time.now().minus(past);
    }

    @Override
    public Cell<EngineState> state() {
        return state;
    }

    @Override
    public Cell<List<Address>> addresses() {
        return addresses;
    }

    @Override
    public Cell<List<DeviceModel>> devices() {
        return devices;
    }

    @Override
    public Cell<List<Attempt>> attempts() {
        return attempts;
    }

    @Override
    public Cell<FirstContact> firstContact() {
        return firstContact;
    }

    @Override
    public RingLog<Event> events() {
        return events;
    }

    @Override
    public Cell<List<ProblemEntry>> problems() {
        return problems;
    }

    @Override
    public Cell<Settings> settings() {
        return settings;
    }

    @Override
    public Cell<SettingsSheet> sheet() {
        return sheet;
    }

    @Override
    public Cell<SettingsHistory> history() {
        return history;
    }

    @Override
    public Cell<ModelsState> models() {
        return models;
    }

    @Override
    public Cell<List<Recollection>> memories() {
        return memories;
    }

    @Override
    public Cell<List<ToolServer>> toolServers() {
        return toolServers;
    }

    @Override
    public Cell<Totals> totals() {
        return totals;
    }

    @Override
    public Cell<Parts> parts() {
        return parts;
    }

    @Override
    public Cell<List<Operation>> operations() {
        return operations;
    }

    @Override
    public Cell<List<TurnRecord>> turns() {
        return turns;
    }

    @Override
    public MeetingModel meetings() {
        return meetings;
    }

    @Override
    public Cell<Optional<TestDevice>> testDevice() {
        return testDevice;
    }
}
