package earshot.ui.settings;

import module java.base;

import earshot.config.SettingsGroup;
import earshot.config.SettingsOverview;
import earshot.data.LetterCase;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.engine.Command;
import earshot.engine.EngineSettings;
import earshot.engine.EngineState;
import earshot.engine.Operation;
import earshot.meeting.Summary;
import earshot.memory.DeviceMemory;
import earshot.problem.Severity;
import earshot.session.IdleSettings;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The edited settings, texts that show their current effect, and the restart. Edits are local until they are applied.
/// On the FX thread only.
final class SettingsViewModel {
    /// The heading of the settings that the preview shows.
    static final String HEARING = "hearing";

    private static final int LISTED = 4;

    private final ViewContext viewContext;
    private final Map<String, SettingFieldGroup> groups = new LinkedHashMap<>();
    private final SegmentationPreviewViewModel tryOut;
    private final StringProperty filter = new SimpleStringProperty("");
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private WatchSubscription ticking = () -> { };
    private WatchSubscription progress = () -> { };

    private final ReadOnlyObjectWrapper<List<SettingsOverview.UnknownKey>> unknown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyIntegerWrapper failing = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper silentText = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdowns = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rememberedCount = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper servingText = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RestartStatus> restart = new ReadOnlyObjectWrapper<>(RestartStatus.NONE);

    SettingsViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        EngineSettings.CATALOG.groups().stream().filter(SettingsGroup::editable)
            .forEach(group -> groups.put(group.id(), new SettingFieldGroup(viewContext, group)));
        noVoiceField().text().subscribe(this::showSilent);
        tryOut = new SegmentationPreviewViewModel(viewContext, group(HEARING));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settingsOverview(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().state(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settingsReport(), report -> failing.set(report.failing().size())));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().memories(), this::showMemoryCount));
    }

    private void show(SettingsOverview overview) {
        groups.values().stream().flatMap(SettingFieldGroup::fields)
            .forEach(field -> Optional.ofNullable(overview.values().get(field.key())).ifPresent(field::inForce));
        unknown.set(overview.unknownKeys());
        showSilent();
    }

    private void showMemoryCount(List<DeviceMemory> memories) {
        rememberedCount.set(viewContext.texts()
            .get(memories.isEmpty() ? "settings.memory.none" : memories.size() == 1 ? "settings.memory.one" : "settings.memory.some", memories.size()));
    }

    private void show(EngineState state) {
        servingText.set(state.phase() != EngineState.Phase.RUNNING ? viewContext.texts().get("settings.not.serving")
            : viewContext.texts().get("settings.serving", Integer.toString(state.port()), Integer.toString(state.httpPort())));
    }

    private void showSilent() {
        SettingField noVoice = noVoiceField();
        long seconds = noVoice.error().get().isEmpty() && noVoice.text().get().strip().matches("\\d{1,9}") ? Long.parseLong(noVoice.text().get().strip())
            : viewContext.model().settings().get().of(IdleSettings.SECTION).noSpeechLimit().toSeconds();
        silentText.set(viewContext.texts().get("settings.silent.is", Long.toString(seconds + 60), Long.toString(seconds)));
    }

    void refreshTexts() {
        show(viewContext.model().settingsOverview().get());
        show(viewContext.model().state().get());
        showMemoryCount(viewContext.model().memories().get());
        groups.values().forEach(SettingFieldGroup::clearMessage);
        tryOut.refreshTexts();
        tick();
    }

    /// The view is visible: starts updating the countdowns.
    void start() {
        ticking.close();
        ticking = viewContext.pump().every(Duration.ofSeconds(1), this::tick);
        tick();
        tryOut.shown();
    }

    void stop() {
        ticking.close();
        tryOut.hidden();
    }

    private void tick() {
        List<String> lines = viewContext.model().devices().get().stream().flatMap(device -> countdownText(device).stream()).toList();
        String more = lines.size() > LISTED ? "\n" + viewContext.texts().get("settings.countdown.more", lines.size() - LISTED) : "";
        countdowns.set(
            lines.isEmpty() ? viewContext.texts().get("settings.countdown.none") : String.join("\n", lines.subList(0, Math.min(LISTED, lines.size()))) + more);
    }

    private Optional<String> countdownText(DeviceModel device) {
        return device.idle().get().map(idle -> {
            String left = DurationFormatter.clock(Duration.ofNanos(idle.atNanos() - viewContext.time().nanos()));
            String key = idle.suspended() ? "settings.countdown.suspended"
                : idle.layer() == IdleCountdown.Layer.SILENT ? "settings.countdown.silent" : "settings.countdown.voice";
            return viewContext.texts().get(key, device.facts().get().name(), left);
        });
    }

    /// Applies edited server settings, then restarts the server. Returns the first field with an error, if any.
    Optional<SettingField> saveAndRestart() {
        return saveAndThen(group("server"), () -> restart(new Command.Restart()));
    }

    /// Applies the edited settings of the window, then restarts the whole program. Returns the first field with an error, if any.
    Optional<SettingField> saveWindowAndRestartProgram() {
        return saveAndThen(group("window"), this::restartProgram);
    }

    private static Optional<SettingField> saveAndThen(SettingFieldGroup group, Runnable restart) {
        if (group.changes().get() > 0) {
            return group.apply(restart);
        }
        restart.run();
        return Optional.empty();
    }

    /// Restarts the whole program as a new process.
    void restartProgram() {
        restart(new Command.RestartProcess());
    }

    /// Which devices and meetings are affected by a restart, for the confirmation dialog.
    String restartFacts() {
        List<DeviceFacts.Connection> connected = viewContext.model().devices().get().stream().flatMap(device -> device.facts().get().connection().stream())
            .toList();
        long speaking = connected.stream().filter(DeviceFacts.Connection::speaking).count();
        Texts texts = viewContext.texts();
        String devices = connected.isEmpty() ? texts.get("settings.restart.nobody") : texts.get("settings.restart.facts", connected.size(), speaking);
        Stream<String> meetings = viewContext.model().meetings().meetings().get().stream().filter(meeting -> meeting.running() && meeting.trashedAt().isEmpty())
            .map(meeting -> texts.get("settings.restart.meeting", Summary.untitled(meeting.title()) ? texts.get("meetings.untitled.quoted") : meeting.title()));
        return Stream.concat(Stream.of(devices), meetings).collect(Collectors.joining("\n\n"));
    }

    void restart(Command command) {
        Operation operation = viewContext.send(command);
        progress.close();
        progress = viewContext.pump().watch(operation.progress(), now -> restart.set(new RestartStatus(true,
            viewContext.texts().progress(now), now.done().orElse(-1.0), Optional.empty())));
        viewContext.pump().whenDone(operation.outcome(), outcome -> {
            progress.close();
            restart.set(switch (outcome) {
                case Operation.Outcome.Done done -> restarted(viewContext.texts().get("settings.restart.done", viewContext.texts().done(done)));
                case Operation.Outcome.Failed failed -> new RestartStatus(false, viewContext.texts().what(failed.problem()), 0, Optional.of(failed.problem()));
                case Operation.Outcome.Cancelled _ -> new RestartStatus(false, viewContext.texts().get("settings.restart.cancelled"), 0, Optional.empty());
            });
        });
    }

    /// The end is announced in every view: whoever restarted may be elsewhere by then.
    private RestartStatus restarted(String words) {
        viewContext.notifier().show(Severity.INFO, "restart", words);
        return new RestartStatus(false, words, 1, Optional.empty());
    }

    /// How much that matters of the settings file does not hold.
    ReadOnlyIntegerProperty failing() {
        return failing.getReadOnlyProperty();
    }

    List<SettingFieldGroup> groups() {
        return List.copyOf(groups.values());
    }

    List<SettingField> fields() {
        return groups.values().stream().flatMap(SettingFieldGroup::fields).toList();
    }

    Optional<SettingField> field(String key) {
        return fields().stream().filter(field -> field.key().equals(key)).findFirst();
    }

    SettingFieldGroup group(String id) {
        return groups.get(id);
    }

    private SettingField noVoiceField() {
        return field("close_connection_no_voice_time").orElseThrow();
    }

    /// Whether the search shows a field; blank shows all.
    boolean shows(SettingField field) {
        String words = LetterCase.folded(filter.get().strip());
        return words.isEmpty() || field.matches(words);
    }

    StringProperty filter() {
        return filter;
    }

    /// Preview of the voice activity detection settings before they are applied.
    SegmentationPreviewViewModel tryOut() {
        return tryOut;
    }

    /// Text with the number of devices that have a memory.
    ReadOnlyStringProperty rememberedCount() {
        return rememberedCount.getReadOnlyProperty();
    }

    /// Unknown keys in the settings files; they are preserved.
    ReadOnlyObjectProperty<List<SettingsOverview.UnknownKey>> unknown() {
        return unknown.getReadOnlyProperty();
    }

    ReadOnlyStringProperty silentText() {
        return silentText.getReadOnlyProperty();
    }

    ReadOnlyStringProperty countdowns() {
        return countdowns.getReadOnlyProperty();
    }

    ReadOnlyStringProperty servingText() {
        return servingText.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RestartStatus> restartLine() {
        return restart.getReadOnlyProperty();
    }

    void close() {
        stop();
        progress.close();
        tryOut.close();
        subscriptionGroup.close();
    }
}
