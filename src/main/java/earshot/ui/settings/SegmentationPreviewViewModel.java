package earshot.ui.settings;

import module java.base;

import earshot.audio.RecentAudio;
import earshot.audio.SegmentationPreview;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Preview of voice activity detection settings (U14): the sound a device sent last, cut into turns with the settings in force and
/// with the edited ones. The engine cuts, one request at a time; edits made meanwhile cause one more. On the FX thread only.
final class SegmentationPreviewViewModel {
    private static final Duration REFRESH_INTERVAL = Duration.ofMillis(80);
    private static final int LISTED = 50;

    /// A device whose recent sound can be fetched.
    record Source(String id, String name) {}

    /// The preview as shown.
    ///
    /// @param after empty if the edited settings are those in force
    record Preview(RecentAudio sound, SegmentationPreview before, Optional<SegmentationPreview> after) {}

    private final ViewContext viewContext;
    private final SettingFieldGroup vadFields;
    private final FxPump.Trigger trigger;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ObservableList<Source> sources = FXCollections.observableArrayList();
    private final ObjectProperty<Source> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<Preview>> preview = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper description = new ReadOnlyStringWrapper("");
    private Optional<RecentAudio> recentSound = Optional.empty();
    private boolean segmenting;
    private boolean rerun;

    SegmentationPreviewViewModel(ViewContext viewContext, SettingFieldGroup vadFields) {
        this.viewContext = viewContext;
        this.vadFields = vadFields;
        trigger = viewContext.pump().trigger(REFRESH_INTERVAL, this::segment);
        vadFields.fields().forEach(field -> field.text().subscribe((_, _) -> trigger.fire()));
        vadFields.fields().forEach(field -> field.row().subscribe((_, _) -> trigger.fire()));
    }

    /// The view is visible: starts to follow the list of devices.
    void shown() {
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().devices(), this::showSources));
    }

    void hidden() {
        subscriptionGroup.close();
    }

    /// Lists connected devices first, then those seen last.
    private void showSources(List<DeviceModel> devices) {
        List<Source> now = devices.stream().map(device -> device.facts().get()).filter(facts -> facts.presence() != Presence.NEVER_ARRIVED)
            .sorted(Comparator.comparing((DeviceFacts facts) -> facts.presence() != Presence.CONNECTED)
                .thenComparing(facts -> facts.history().lastSeen().orElse(viewContext.time().now()), Comparator.reverseOrder()))
            .limit(LISTED).map(facts -> new Source(facts.id().value(), facts.name())).toList();
        if (!now.equals(sources)) {
            Source before = chosen.get();
            sources.setAll(now);
            chosen.set(now.contains(before) ? before : now.stream().findFirst().orElse(null));
        }
    }

    /// Fetches the sound the chosen device sent last.
    void fetchRecentSound() {
        Source source = chosen.get();
        if (source == null) {
            description.set(viewContext.texts().get("tryout.nobody"));
            return;
        }
        viewContext.pump().whenDone(viewContext.send(new Command.FetchRecentAudio(new DeviceId(source.id()))).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.DeviceAudio(RecentAudio taken)) {
                recentSound = Optional.of(taken).filter(sound -> !sound.frames().isEmpty());
                if (recentSound.isEmpty()) {
                    preview.set(Optional.empty());
                    description.set(viewContext.texts().get("tryout.nothing", source.name()));
                }
                segment();
            }
        });
    }

    /// Plays the fetched sound.
    void play() {
        recentSound.ifPresent(taken -> viewContext.send(new Command.PlayAudio(taken.audio())));
    }

    private void segment() {
        if (recentSound.isEmpty()) {
            return;
        }
        if (segmenting) {
            rerun = true;
            return;
        }
        segmenting = true;
        RecentAudio taken = recentSound.get();
        viewContext.pump().whenDone(viewContext.send(new Command.TryVad(taken, vadFields.validValues())).outcome(), outcome -> {
            segmenting = false;
            if (outcome instanceof Operation.Outcome.Done done && done.result()
                .orElse(null) instanceof Operation.Result.SegmentationComparison(SegmentationPreview before, Optional<SegmentationPreview> after)) {
                preview.set(Optional.of(new Preview(taken, before, after)));
                updateDescription();
            }
            if (rerun) {
                rerun = false;
                segment();
            }
        });
    }

    private void updateDescription() {
        preview.get().ifPresent(
            now -> description.set(now.after().map(after -> viewContext.texts().get("tryout.both", describeTurns(now.before()), describeTurns(after)))
            .orElseGet(() -> viewContext.texts().get("tryout.same", describeTurns(now.before())))));
    }

    /// Number of turns and the length of each, as text.
    private String describeTurns(SegmentationPreview segmentationPreview) {
        String lengths = viewContext.texts()
            .list(segmentationPreview.segments().stream().map(segment -> DurationFormatter.millis(segment.to().minus(segment.from()))).toList());
        return switch (segmentationPreview.segments().size()) {
            case 0 -> viewContext.texts().get("tryout.turns.none");
            case 1 -> viewContext.texts().get("tryout.turns.one", lengths);
            default -> viewContext.texts().get("tryout.turns", segmentationPreview.segments().size(), lengths);
        };
    }

    void refreshTexts() {
        description.set("");
        updateDescription();
    }

    ObservableList<Source> sources() {
        return sources;
    }

    ObjectProperty<Source> chosen() {
        return chosen;
    }

    ReadOnlyObjectProperty<Optional<Preview>> preview() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyStringProperty description() {
        return description.getReadOnlyProperty();
    }

    void close() {
        hidden();
        trigger.close();
    }
}
