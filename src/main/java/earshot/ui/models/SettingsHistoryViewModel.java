package earshot.ui.models;

import earshot.config.Revision;
import earshot.engine.Command;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// History of the settings and the chosen revision, which is the newest until another is chosen. On the FX thread only.
final class SettingsHistoryViewModel {
    private final ViewContext viewContext;
    private final WatchSubscription watchSubscription;
    private final ObservableList<Revision> revisions = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<Revision>> chosen = new ReadOnlyObjectWrapper<>(Optional.empty());

    SettingsHistoryViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        watchSubscription = viewContext.pump().watch(viewContext.model().history(), now -> {
            if (!now.revisions().equals(revisions)) {
                // read before the list changes, because the bound list view may select another revision meanwhile
                Optional<Revision> previousChoice = chosen.get().filter(revision -> !revision.equals(revisions.getFirst()));
                revisions.setAll(now.revisions());
                chosen.set(previousChoice.flatMap(choice -> revisions.stream().filter(revision -> revision.number() == choice.number()).findFirst())
                    .or(() -> revisions.stream().findFirst()));
            }
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
        return chosen.get().filter(revision -> !revision.equals(revisions.getFirst())).isPresent();
    }

    String origin(Revision revision) {
        return viewContext.texts().get("models.origin." + Texts.keyOf(revision.origin()), revision.target().map(String::valueOf).orElse("–"));
    }

    /// Newest first.
    ObservableList<Revision> revisions() {
        return revisions;
    }

    ReadOnlyObjectProperty<Optional<Revision>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    void close() {
        watchSubscription.close();
    }
}
