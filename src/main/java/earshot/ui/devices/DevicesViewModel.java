package earshot.ui.devices;

import module java.base;

import earshot.data.LetterCase;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.Command;
import earshot.engine.FirstContact;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDeviceReport;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import earshot.server.TlsCertificate;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
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

/// Rows of the device list, their order and the selected one. Updates only between [#start] and [#stop], that is while visible.
final class DevicesViewModel {
    /// Rows change places at most this often, so that they can be clicked.
    private static final Duration ORDER_STEP = LevelMeterViewModel.CALM.multipliedBy(4);
    private static final Duration REFUSAL_AGE = Duration.ofMinutes(30);
    private static final int REFUSALS = 6;
    /// Devices that need attention first, then connected ones, the longest first, then those that left, the last one first. Only what happens once
    /// changes the order, never how long ago it was.
    private static final Comparator<DeviceRow> BY_ATTENTION = Comparator
        .comparingInt((DeviceRow row) -> row.attention().get().map(AttentionReason::ordinal).orElse(AttentionReason.values().length))
        .thenComparingInt(row -> row.facts().get().presence() == Presence.CONNECTED ? 0 : 1)
        .thenComparing(row -> row.facts().get().connection().map(connection -> connection.link().since()).orElse(Instant.MAX))
        .thenComparing(row -> row.facts().get().connection().isPresent() ? Instant.MIN : row.facts().get().history().lastSeen().orElse(Instant.MIN),
            Comparator.reverseOrder())
        .thenComparing(row -> row.facts().get().name())
        .thenComparing(row -> row.device().id());
    private static final Set<ProblemCode> WAITING = EnumSet.of(ProblemCode.DEVICE_UNAPPROVED, ProblemCode.DEVICE_RIVAL);

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final Map<DeviceId, DeviceRow> devices = new LinkedHashMap<>();
    private final LiveRows<DeviceListRow> rows = new LiveRows<>(DeviceListRow::key);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<Optional<DeviceListRow>> selectedRow = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<FirstContact> firstContact;
    private final ReadOnlyObjectWrapper<List<ServerAddress>> addresses;
    private final ReadOnlyObjectWrapper<Optional<TlsCertificate>> certificate;
    private final ReadOnlyObjectWrapper<Optional<TestDeviceState>> testDevice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<TestDeviceReport>> testReports = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Operation.Outcome>> addressCheck = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final IntegerProperty tab = new SimpleIntegerProperty();
    private final LongProperty ageTicks = new SimpleLongProperty();
    private final FxPump.Trigger orderTrigger;
    private final ListSort<DeviceRow> sort;
    private int total;
    private boolean running;
    private boolean selectTestDevice;

    DevicesViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        firstContact = new ReadOnlyObjectWrapper<>(viewContext.model().firstContact().get());
        addresses = new ReadOnlyObjectWrapper<>(viewContext.model().addresses().get());
        certificate = new ReadOnlyObjectWrapper<>(viewContext.model().certificate().get());
        orderTrigger = viewContext.pump().trigger(ORDER_STEP, this::updateRows);
        sort = new ListSort<>(viewContext.sorts(), "devices",
            ListSort.Column.byName(key(DeviceColumn.NAME), row -> row.facts().get().name()),
            ListSort.Column.byName(key(DeviceColumn.STATE), row -> new DeviceFormatter(viewContext.texts()).state(row.facts().get()).text()),
            ListSort.Column.byName(key(DeviceColumn.DIALECT),
                row -> new DeviceFormatter(viewContext.texts()).dialect(row.facts().get()).map(Enum::name).orElse("")),
            ListSort.Column.byLargest(key(DeviceColumn.ROUND_TRIP), row -> row.facts().get().connection().flatMap(DeviceFacts.Connection::roundTrip)),
            ListSort.Column.byLargest(key(DeviceColumn.AGE), row -> row.facts().get().history().lastSeen()));
        filter.subscribe(() -> showRows(rows::replace));
        sort.order().subscribe((_, _) -> showRows(rows::replace));
    }

    void start() {
        running = true;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().devices(), this::updateDevices));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().connectionAttempts(), Duration.ofMillis(200), _ -> updateRows()));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().problems(), Duration.ofMillis(200), _ -> updateFindings()));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().runningTurns(), Duration.ofMillis(200), this::updateStages));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().firstContact(), Duration.ofMillis(100), firstContact::set));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().addresses(), this::showAddresses));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().certificate(), certificate::set));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().testDeviceState(), Duration.ofMillis(200), this::showTestDevice));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().testDeviceReports(), Duration.ofMillis(200), testReports::set));
        subscriptionGroup.add(viewContext.pump().every(Duration.ofSeconds(1), this::tick));
        devices.values().forEach(DeviceRow::start);
    }

    void stop() {
        running = false;
        subscriptionGroup.close();
        devices.values().forEach(DeviceRow::stop);
    }

    private void updateDevices(List<DeviceModel> now) {
        for (DeviceModel device : now) {
            DeviceRow known = devices.get(device.id());
            if (known == null || known.device() != device) {
                if (known != null) {
                    known.stop();
                }
                DeviceRow row = new DeviceRow(device, viewContext, orderTrigger::fire);
                devices.put(device.id(), row);
                if (running) {
                    row.start();
                }
            }
        }
        Set<DeviceId> gone = new HashSet<>(devices.keySet());
        now.forEach(device -> gone.remove(device.id()));
        gone.forEach(id -> devices.remove(id).stop());
        updateFindings();
        updateRows();
        selectStartedTestDevice();
    }

    /// Counts the open findings of the protocol lint by device.
    private void updateFindings() {
        Map<DeviceId, Long> open = viewContext.model().problems().get().stream().filter(ProblemEntry::open)
            .flatMap(entry -> entry.problem().subject() instanceof ProblemSubject.ProtocolRule(DeviceId device, _) ? Stream.of(device) : Stream.empty())
            .collect(Collectors.groupingBy(device -> device, Collectors.counting()));
        devices.forEach((id, row) -> row.findings(open.getOrDefault(id, 0L)));
    }

    private void updateStages(List<TurnRecord> turns) {
        Map<DeviceId, TurnStage> open = new HashMap<>();
        turns.forEach(turn -> turn.facts().open().ifPresent(stage -> open.putIfAbsent(turn.deviceId(), stage.stage())));
        devices.forEach((id, row) -> row.stage(Optional.ofNullable(open.get(id))));
    }

    /// What was found out about the addresses before holds no longer.
    private void showAddresses(List<ServerAddress> now) {
        if (!now.equals(addresses.get())) {
            addressCheck.set(Optional.empty());
            addresses.set(now);
        }
    }

    private void showTestDevice(Optional<TestDeviceState> now) {
        testDevice.set(now);
        selectStartedTestDevice();
    }

    /// Selects a test device that was started here once it is listed.
    private void selectStartedTestDevice() {
        viewContext.model().testDeviceState().get().filter(_ -> selectTestDevice).map(TestDeviceState::deviceId).filter(devices::containsKey).ifPresent(id -> {
            selectTestDevice = false;
            select(id);
        });
    }

    private void tick() {
        devices.values().forEach(DeviceRow::updateAttention);
        ageTicks.set(ageTicks.get() + 1);
        updateRows();
    }

    private void updateRows() {
        showRows(rows::update);
    }

    private void showRows(Consumer<List<DeviceListRow>> show) {
        Instant now = viewContext.time().now();
        List<DeviceListRow> newRows = new ArrayList<>();
        List<DeviceRow> sorted = devices.values().stream().sorted(sort.over(BY_ATTENTION)).toList();
        List<DeviceListRow.RefusedRow> refused = recentRefusals(now);
        total = sorted.size() + refused.size();
        String searchText = LetterCase.folded(filter.get().strip());
        // who sorts looks through the devices: what was refused comes after them
        sorted.stream().filter(row -> sort.chosen() || row.attention().get().isPresent()).forEach(row -> addIfMatching(newRows, row, searchText));
        refused.stream().filter(row -> matches(row, searchText)).forEach(newRows::add);
        sorted.stream().filter(row -> !sort.chosen() && row.attention().get().isEmpty()).forEach(row -> addIfMatching(newRows, row, searchText));
        empty.set(total == 0);
        Optional<String> key = selectedRow.get().map(DeviceListRow::key);
        show.accept(newRows);
        selectedRow.set(key.flatMap(this::find).or(() -> rows.items().stream().findFirst()));
    }

    private void addIfMatching(List<DeviceListRow> newRows, DeviceRow row, String searchText) {
        if (matches(row.facts().get(), searchText)) {
            newRows.add(row);
            row.facts().get().replaced().ifPresent(replacedConnection -> newRows.add(new DeviceListRow.ReplacedRow(row.device().id(), replacedConnection)));
        }
    }

    /// The newest refusal per peer and reason, unless the device has connected since. Those that wait for approval have a list of their own.
    private List<DeviceListRow.RefusedRow> recentRefusals(Instant now) {
        Set<String> seen = new HashSet<>();
        List<ConnectionAttempt> attempts = viewContext.model().connectionAttempts().get();
        Map<DeviceId, Long> admitted = attempts.stream()
            .filter(
                attempt -> attempt.device().isPresent() && attempt.problem().isEmpty() && attempt.step().compareTo(ConnectionAttempt.Step.AUTHENTICATED) >= 0)
            .collect(Collectors.toMap(attempt -> attempt.device().get(), ConnectionAttempt::number, Math::max));
        return attempts.stream()
            .filter(attempt -> attempt.problem().filter(problem -> !WAITING.contains(problem.code())).isPresent()
                && Duration.between(attempt.at(), now).compareTo(REFUSAL_AGE) <= 0 && !connectedSince(attempt, admitted)
                && !RefusalRemedy.allowedSince(attempt, viewContext.model().settings().get()))
            .map(DeviceListRow.RefusedRow::new).filter(row -> seen.add(row.key())).limit(REFUSALS).toList();
    }

    /// @param admitted the last attempt of each device that was let in
    private boolean connectedSince(ConnectionAttempt attempt, Map<DeviceId, Long> admitted) {
        return attempt.device().map(admitted::get).filter(number -> number > attempt.number()).isPresent() || attempt.device().map(devices::get)
            .flatMap(row -> row.facts().get().connection()).filter(connection -> connection.link().since().isAfter(attempt.at())).isPresent();
    }

    private boolean matches(DeviceFacts facts, String searchText) {
        DeviceFormatter formatter = new DeviceFormatter(viewContext.texts());
        return searchText.isEmpty() || LetterCase
            .folded(facts.name() + " " + facts.id() + " " + facts.profile().note() + " " + formatter.state(facts).text() + " " + formatter.mode(facts))
            .contains(searchText);
    }

    private boolean matches(DeviceListRow.RefusedRow row, String searchText) {
        return searchText.isEmpty() || LetterCase
            .folded(row.attempt().remote() + " " + row.attempt().device().map(DeviceId::value).orElse("") + " " + row.attempt().request()).contains(searchText);
    }

    private Optional<DeviceListRow> find(String key) {
        return rows.items().stream().filter(row -> row.key().equals(key)).findFirst();
    }

    /// Selects a device by its id if it is known; clears a filter that hides it.
    void select(DeviceId id) {
        Optional<DeviceListRow> row = find("device " + id);
        if (row.isEmpty() && devices.isEmpty()) {
            updateDevices(viewContext.model().devices().get());
            row = find("device " + id);
        }
        if (row.isEmpty() && devices.containsKey(id)) {
            filter.set("");
            row = find("device " + id);
        }
        row.ifPresent(found -> selectedRow.set(Optional.of(found)));
    }

    /// Number of rows shown and of all; rows of replaced connections do not count.
    String count() {
        long shown = rows.items().stream().filter(row -> !(row instanceof DeviceListRow.ReplacedRow)).count();
        return viewContext.texts().get("devices.count", shown, total);
    }

    /// Clears the filter. Returns false if it was empty.
    boolean clearFilter() {
        boolean filtered = !filter.get().isEmpty();
        filter.set("");
        return filtered;
    }

    void startTestDevice() {
        selectTestDevice = true;
        viewContext.send(new Command.StartTestDevice(Optional.empty()));
    }

    void startTestDevices(Command command) {
        selectTestDevice = true;
        viewContext.send(command);
    }

    void startMicrophoneDevice() {
        selectTestDevice = true;
        viewContext.send(new Command.StartMicrophoneDevice());
    }

    void rename(DeviceId id, String name) {
        viewContext.send(new Command.RenameDevice(id, name));
    }

    void annotate(DeviceId id, String note) {
        viewContext.send(new Command.AnnotateDevice(id, note));
    }

    /// Allows what was refused. The row goes once the settings are in force.
    void allow(RefusalRemedy remedy) {
        viewContext.pump().whenDone(viewContext.send(remedy.command()).outcome(), _ -> updateRows());
    }

    void checkAddresses() {
        addressCheck.set(Optional.empty());
        viewContext.pump().whenDone(viewContext.send(new Command.CheckAddresses()).outcome(), outcome -> addressCheck.set(Optional.of(outcome)));
    }

    private static String key(DeviceColumn column) {
        return Texts.keyOf(column);
    }

    ListSort<DeviceRow> sort() {
        return sort;
    }

    LiveRows<DeviceListRow> rows() {
        return rows;
    }

    StringProperty filter() {
        return filter;
    }

    ObjectProperty<Optional<DeviceListRow>> selectedRow() {
        return selectedRow;
    }

    ReadOnlyObjectProperty<FirstContact> firstContact() {
        return firstContact.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ServerAddress>> addresses() {
        return addresses.getReadOnlyProperty();
    }

    /// The certificate for TLS, once there is one.
    ReadOnlyObjectProperty<Optional<TlsCertificate>> certificate() {
        return certificate.getReadOnlyProperty();
    }

    /// Of the test devices that speak a recording.
    ReadOnlyObjectProperty<List<TestDeviceReport>> testReports() {
        return testReports.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<TestDeviceState>> testDevice() {
        return testDevice.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Operation.Outcome>> addressCheck() {
        return addressCheck.getReadOnlyProperty();
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
    LongProperty ageTicks() {
        return ageTicks;
    }
}
