package earshot.ui.models;

import earshot.config.Revision;
import earshot.engine.Command;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// History of the settings and the chosen revision, which is the newest until another is chosen. On the FX thread only.
final class SettingsHistoryViewModel {
    private final ViewContext viewContext;
    private final WatchSubscription watchSubscription;
    private final LiveRows<Revision> revisions = new LiveRows<>(Revision::number);
    private final ReadOnlyObjectWrapper<Optional<Revision>> chosen = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Revision> newest = Optional.empty();

    SettingsHistoryViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        watchSubscription = viewContext.pump().watch(viewContext.model().history(), now -> {
            Optional<Revision> previousChoice = chosen.get().filter(revision -> !revision.equals(newest.orElse(revision)));
            newest = now.revisions().stream().findFirst();
            revisions.update(now.revisions());
            chosen.set(previousChoice.flatMap(choice -> now.revisions().stream().filter(revision -> revision.number() == choice.number()).findFirst())
                .or(() -> newest));
        });
    }

    void choose(Revision revision) {
        chosen.set(Optional.of(revision));
    }

    /// Restores the settings as of the chosen revision.
    void restore() {
        chosen.get().ifPresent(revision -> viewContext.send(new Command.RestoreSettings(revision.number())));
    }

    /// Whether the chosen revision is not the newest.
    boolean restorable() {
        return chosen.get().filter(revision -> !Optional.of(revision).equals(newest)).isPresent();
    }

    String origin(Revision revision) {
        return viewContext.texts().get("models.origin." + Texts.keyOf(revision.origin()), revision.target().map(String::valueOf).orElse("–"));
    }

    /// Newest first.
    LiveRows<Revision> revisions() {
        return revisions;
    }

    ReadOnlyObjectProperty<Optional<Revision>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    void close() {
        watchSubscription.close();
    }
}
