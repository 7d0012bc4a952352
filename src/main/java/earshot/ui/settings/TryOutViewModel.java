package earshot.ui.settings;

import earshot.audio.Cuts;
import earshot.audio.Recent;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.FxPump;
import earshot.ui.part.Pins;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Preview of voice activity detection settings (U14): the sound a device sent last, cut into turns with the settings in force and with
/// the edited ones. The engine does the cutting, one request at a time; edits made meanwhile cause one more request. On the FX
/// thread only.
final class TryOutViewModel {
    private static final Duration STEP = Duration.ofMillis(80);
    private static final int LISTED = 50;

    /// A device whose recent sound can be fetched.
    record Source(String id, String name) {}

    /// The preview as shown.
    ///
    /// @param after empty if the edited settings are those in force
    record Shown(Recent sound, Cuts before, Optional<Cuts> after) {}

    private final Desk desk;
    private final FieldGroup hearing;
    private final FxPump.Bell bell;
    private final Pins pins = new Pins();
    private final ObservableList<Source> sources = FXCollections.observableArrayList();
    private final ObjectProperty<Source> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<Shown>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private Optional<Recent> sound = Optional.empty();
    private boolean cutting;
    private boolean again;

    TryOutViewModel(Desk desk, FieldGroup hearing) {
        this.desk = desk;
        this.hearing = hearing;
        bell = desk.pump().bell(STEP, this::cut);
        hearing.fields().forEach(field -> field.text().subscribe((_, _) -> bell.ring()));
        hearing.fields().forEach(field -> field.row().subscribe((_, _) -> bell.ring()));
    }

    /// The view is visible: starts to follow the list of devices.
    void shown() {
        pins.close();
        pins.add(desk.pump().watch(desk.model().devices(), this::list));
    }

    void hidden() {
        pins.close();
    }

    /// Lists connected devices first, then those seen last.
    private void list(List<DeviceModel> devices) {
        List<Source> now = devices.stream().map(device -> device.facts().get()).filter(facts -> facts.presence() != Presence.NEVER_ARRIVED)
            .sorted(Comparator.comparing((DeviceFacts facts) -> facts.presence() != Presence.CONNECTED).thenComparing(facts -> facts.lastSeen().orElse(desk.time().now()), Comparator.reverseOrder()))
            .limit(LISTED).map(facts -> new Source(facts.id(), facts.name())).toList();
        if (!now.equals(sources)) {
            Source before = chosen.get();
            sources.setAll(now);
            chosen.set(now.contains(before) ? before : now.stream().findFirst().orElse(null));
        }
    }

    /// Fetches the sound the chosen device sent last.
    void take() {
        Source source = chosen.get();
        if (source == null) {
            words.set(desk.texts().get("tryout.nobody"));
            return;
        }
        desk.pump().when(desk.send(new Command.HearRecent(source.id())).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Sound(Recent taken)) {
                sound = Optional.of(taken).filter(heard -> !heard.frames().isEmpty());
                if (sound.isEmpty()) {
                    shown.set(Optional.empty());
                    words.set(desk.texts().get("tryout.nothing", source.name()));
                }
                cut();
            }
        });
    }

    /// Plays the fetched sound.
    void play() {
        sound.ifPresent(taken -> desk.send(new Command.PlaySound(taken.speech())));
    }

    private void cut() {
        if (sound.isEmpty()) {
            return;
        }
        if (cutting) {
            again = true;
            return;
        }
        cutting = true;
        Recent taken = sound.get();
        desk.pump().when(desk.send(new Command.TryVad(taken, hearing.written())).outcome(), outcome -> {
            cutting = false;
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Cut(Cuts before, Optional<Cuts> after)) {
                shown.set(Optional.of(new Shown(taken, before, after)));
                say();
            }
            if (again) {
                again = false;
                cut();
            }
        });
    }

    private void say() {
        shown.get().ifPresent(now -> words.set(now.after().map(after -> desk.texts().get("tryout.both", turns(now.before()), turns(after))).orElseGet(() -> desk.texts().get("tryout.same", turns(now.before())))));
    }

    /// Number of turns and the length of each, as text.
    private String turns(Cuts cuts) {
        String lengths = cuts.turns().stream().map(cut -> Durations.millis(cut.to().minus(cut.from()))).collect(Collectors.joining(", "));
        return switch (cuts.turns().size()) {
            case 0 -> desk.texts().get("tryout.turns.none");
            case 1 -> desk.texts().get("tryout.turns.one", lengths);
            default -> desk.texts().get("tryout.turns", cuts.turns().size(), lengths);
        };
    }

    /// Updates all texts to the current language.
    void retell() {
        words.set("");
        say();
    }

    ObservableList<Source> sources() {
        return sources;
    }

    ObjectProperty<Source> chosen() {
        return chosen;
    }

    ReadOnlyObjectProperty<Optional<Shown>> cuts() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    void close() {
        hidden();
        bell.close();
    }
}
