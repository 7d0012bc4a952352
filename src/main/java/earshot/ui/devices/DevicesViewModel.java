package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.Command;
import earshot.engine.FirstContact;
import earshot.engine.Operation;
import earshot.engine.TestDevice;
import earshot.problem.Code;
import earshot.server.Address;
import earshot.server.Attempt;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Rows of the device list, their order and the selected one. Updates only between [#hold] and [#release], that is while visible.
final class DevicesViewModel {
    /// Rows change places at most this often, so that they can be clicked.
    private static final Duration ORDER_STEP = Duration.ofMillis(500);
    private static final Duration ACTIVITY_STEP = Duration.ofSeconds(10);
    private static final Duration REFUSAL_AGE = Duration.ofMinutes(30);
    private static final int REFUSALS = 6;

    private final Desk desk;
    private final Pins pins = new Pins();
    private final Map<String, DeviceRow> devices = new LinkedHashMap<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<Optional<Row>> chosen = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<FirstContact> contact;
    private final ReadOnlyObjectWrapper<List<Address>> addresses;
    private final ReadOnlyObjectWrapper<Optional<TestDevice>> testDevice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Operation.Outcome>> checked = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final IntegerProperty tab = new SimpleIntegerProperty();
    private final LongProperty ticks = new SimpleLongProperty();
    private FxPump.Bell order;
    private int total;
    private boolean held;
    private boolean testWanted;

    DevicesViewModel(Desk desk) {
        this.desk = desk;
        contact = new ReadOnlyObjectWrapper<>(desk.model().firstContact().get());
        addresses = new ReadOnlyObjectWrapper<>(desk.model().addresses().get());
        order = desk.pump().bell(ORDER_STEP, this::arrange);
        filter.subscribe(this::arrange);
    }

    void hold() {
        held = true;
        pins.add(desk.pump().watch(desk.model().devices(), this::take));
        pins.add(desk.pump().watch(desk.model().attempts(), Duration.ofMillis(200), _ -> arrange()));
        pins.add(desk.pump().watch(desk.model().firstContact(), Duration.ofMillis(100), contact::set));
        pins.add(desk.pump().watch(desk.model().addresses(), addresses::set));
        pins.add(desk.pump().watch(desk.model().testDevice(), Duration.ofMillis(200), this::showTest));
        pins.add(desk.pump().every(Duration.ofSeconds(1), this::tick));
        devices.values().forEach(DeviceRow::hold);
    }

    void release() {
        held = false;
        pins.close();
        devices.values().forEach(DeviceRow::release);
    }

    private void take(List<DeviceModel> now) {
        Set<String> ids = new HashSet<>();
        for (DeviceModel device : now) {
            ids.add(device.id());
            DeviceRow known = devices.get(device.id());
            if (known == null || known.device() != device) {
                if (known != null) {
                    known.release();
                }
                DeviceRow row = new DeviceRow(device, desk, () -> order.ring());
                devices.put(device.id(), row);
                if (held) {
                    row.hold();
                }
            }
        }
        devices.entrySet().removeIf(entry -> {
            if (ids.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().release();
            return true;
        });
        arrange();
        chooseTest();
    }

    private void showTest(Optional<TestDevice> now) {
        testDevice.set(now);
        chooseTest();
    }

    /// Selects a test device that was started here once it is listed.
    private void chooseTest() {
        desk.model().testDevice().get().filter(_ -> testWanted).map(TestDevice::deviceId).filter(devices::containsKey).ifPresent(id -> {
            testWanted = false;
            choose(id);
        });
    }

    private void tick() {
        devices.values().forEach(DeviceRow::judge);
        ticks.set(ticks.get() + 1);
        arrange();
    }

    private void arrange() {
        Instant now = desk.time().now();
        List<Row> wanted = new ArrayList<>();
        List<DeviceRow> sorted = devices.values().stream().sorted(byNeed(now)).toList();
        List<Row.Refused> refused = refusals(now);
        total = sorted.size() + refused.size();
        String words = filter.get().strip().toLowerCase(Locale.ROOT);
        boolean refusedDone = false;
        for (DeviceRow row : sorted) {
            if (row.attention().get().isEmpty() && !refusedDone) {
                refused.stream().filter(one -> matches(one, words)).forEach(wanted::add);
                refusedDone = true;
            }
            if (matches(row.facts().get(), words)) {
                wanted.add(row);
                row.facts().get().leaving().ifPresent(leaving -> wanted.add(new Row.Leaving(row.device().id(), leaving)));
            }
        }
        if (!refusedDone) {
            refused.stream().filter(one -> matches(one, words)).forEach(wanted::add);
        }
        empty.set(total == 0);
        if (!wanted.equals(rows)) {
            Optional<String> key = chosen.get().map(Row::key);
            rows.setAll(wanted);
            chosen.set(key.flatMap(this::find).or(() -> rows.stream().findFirst()));
        }
    }

    /// Devices that need attention first, then connected ones, then by last activity, then by name.
    private static Comparator<DeviceRow> byNeed(Instant now) {
        return Comparator
            .comparingInt((DeviceRow row) -> row.attention().get().map(Attention::ordinal).orElse(Attention.values().length))
            .thenComparingInt(row -> row.facts().get().presence() == Presence.CONNECTED ? 0 : 1)
            .thenComparingLong(row -> row.facts().get().lastSeen().map(at -> Math.max(0, Duration.between(at, now).dividedBy(ACTIVITY_STEP))).orElse(Long.MAX_VALUE))
            .thenComparing(row -> row.facts().get().name())
            .thenComparing(row -> row.device().id());
    }

    /// The newest refusal per peer and reason, unless the device has connected since.
    private List<Row.Refused> refusals(Instant now) {
        record Kind(String remote, Optional<String> device, Code code) {}
        Set<Kind> seen = new HashSet<>();
        List<Row.Refused> refused = new ArrayList<>();
        for (Attempt attempt : desk.model().attempts().get()) {
            if (attempt.problem().isEmpty() || Duration.between(attempt.at(), now).compareTo(REFUSAL_AGE) > 0 || arrivedSince(attempt)) {
                continue;
            }
            if (refused.size() < REFUSALS && seen.add(new Kind(attempt.remote(), attempt.device(), attempt.problem().get().code()))) {
                refused.add(new Row.Refused(attempt));
            }
        }
        return refused;
    }

    private boolean arrivedSince(Attempt attempt) {
        return attempt.device().map(devices::get).flatMap(row -> row.facts().get().connection()).filter(connection -> connection.since().isAfter(attempt.at())).isPresent();
    }

    private boolean matches(DeviceFacts facts, String words) {
        DeviceWords say = new DeviceWords(desk.texts());
        return words.isEmpty() || (facts.name() + " " + facts.id() + " " + facts.note() + " " + say.state(facts).words() + " " + say.mode(facts)).toLowerCase(Locale.ROOT).contains(words);
    }

    private boolean matches(Row.Refused row, String words) {
        return words.isEmpty() || (row.attempt().remote() + " " + row.attempt().device().orElse("") + " " + row.attempt().request()).toLowerCase(Locale.ROOT).contains(words);
    }

    private Optional<Row> find(String key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst();
    }

    /// Selects a device by its id if it is known; clears a filter that hides it.
    void choose(String id) {
        Optional<Row> row = find("device " + id);
        if (row.isEmpty() && devices.isEmpty()) {
            take(desk.model().devices().get());
            row = find("device " + id);
        }
        if (row.isEmpty() && devices.containsKey(id)) {
            filter.set("");
            row = find("device " + id);
        }
        row.ifPresent(found -> chosen.set(Optional.of(found)));
    }

    /// Number of rows shown and of all; rows of replaced connections do not count.
    String count() {
        long shown = rows.stream().filter(row -> !(row instanceof Row.Leaving)).count();
        return desk.texts().get("devices.count", shown, total);
    }

    /// Clears the filter. Returns false if it was empty.
    boolean clearFilter() {
        boolean filtered = !filter.get().isEmpty();
        filter.set("");
        return filtered;
    }

    void startTestDevice() {
        testWanted = true;
        desk.send(new Command.StartTestDevice(Optional.empty()));
    }

    void startMicrophoneDevice() {
        testWanted = true;
        desk.send(new Command.StartMicrophoneDevice());
    }

    void stopTestDevice() {
        desk.send(new Command.StopTestDevice());
    }

    void talk(boolean pressed) {
        desk.send(new Command.TalkTestDevice(pressed));
    }

    void rename(String id, String name) {
        desk.send(new Command.Rename(id, name));
    }

    void annotate(String id, String note) {
        desk.send(new Command.Annotate(id, note));
    }

    void checkAddresses() {
        checked.set(Optional.empty());
        desk.pump().when(desk.send(new Command.CheckAddresses()).outcome(), outcome -> checked.set(Optional.of(outcome)));
    }

    ObservableList<Row> rows() {
        return rows;
    }

    StringProperty filter() {
        return filter;
    }

    ObjectProperty<Optional<Row>> chosen() {
        return chosen;
    }

    ReadOnlyObjectProperty<FirstContact> contact() {
        return contact.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Address>> addresses() {
        return addresses.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<TestDevice>> testDevice() {
        return testDevice.getReadOnlyProperty();
    }

    /// Result of the address check.
    ReadOnlyObjectProperty<Optional<Operation.Outcome>> checked() {
        return checked.getReadOnlyProperty();
    }

    /// Whether there is nothing to list, regardless of the filter.
    ReadOnlyBooleanProperty empty() {
        return empty.getReadOnlyProperty();
    }

    /// Index of the selected tab in the detail.
    IntegerProperty tab() {
        return tab;
    }

    /// Counts seconds while visible; cells that show an age update on it.
    LongProperty ticks() {
        return ticks;
    }
}
