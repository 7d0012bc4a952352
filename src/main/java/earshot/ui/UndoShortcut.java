package earshot.ui;

import module java.base;

import earshot.config.Revision;
import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.ui.kit.ViewContext;
import earshot.ui.models.RevisionFormatter;
import earshot.watch.WatchSubscription;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.util.Subscription;

/// Ctrl+Z and Ctrl+Shift+Z: undo and redo what was applied last, in whatever view, unless a text has edits of its own that come first. On the FX
/// thread only.
final class UndoShortcut {
    private final ViewContext viewContext;
    private final Scene scene;
    private final Consumer<String> tell;
    private final WatchSubscription subscription;
    private final Subscription focusSubscription;
    private Subscription textSubscription = Subscription.EMPTY;
    /// Whether the text that has the focus was changed since it got it and since something was applied, also where it is empty again.
    private boolean changed;
    private Optional<Long> newest = Optional.empty();
    /// The field with the focus when something was applied: its edits until then are no longer being typed.
    private Optional<TextInputControl> appliedField = Optional.empty();
    private String appliedText = "";

    /// @param tell says what was undone, also where the view does not show it
    UndoShortcut(ViewContext viewContext, Scene scene, Consumer<String> tell) {
        this.tell = tell;
        this.viewContext = viewContext;
        this.scene = scene;
        subscription = viewContext.pump().watch(viewContext.model().history(), this::historyChanged);
        focusSubscription = scene.focusOwnerProperty().subscribe(owner -> {
            textSubscription.unsubscribe();
            changed = false;
            textSubscription = TypedText.of(owner).map(text -> text.textProperty().subscribe((_, _) -> changed = true)).orElse(Subscription.EMPTY);
        });
    }

    private void historyChanged(SettingsHistory now) {
        Optional<Long> revision = now.revisions().stream().map(Revision::number).findFirst();
        if (!revision.equals(newest)) {
            newest = revision;
            changed = false;
            appliedField = TypedText.of(scene.getFocusOwner());
            appliedText = appliedField.map(TextInputControl::getText).orElse("");
        }
    }

    /// @param typed the text that the key goes to
    /// @return false where the key belongs to that text
    boolean pressed(Optional<TextInputControl> typed, boolean redo) {
        boolean beingTyped = typed.filter(text -> redo ? text.isRedoable() : text.isUndoable())
            .filter(text -> redo || appliedField.filter(text::equals).isEmpty() || !text.getText().equals(appliedText)).isPresent();
        if (beingTyped || typed.isPresent() && changed) {
            return false;
        }
        SettingsHistory history = viewContext.model().history().get();
        Optional<Revision> revision = redo ? history.redo() : history.undo();
        revision.ifPresent(change -> {
            String words = viewContext.texts().get(redo ? "undo.redone" : "undo.undone", RevisionFormatter.name(change, viewContext.texts()));
            viewContext.pump().whenDone(viewContext.send(redo ? new Command.RedoSettings() : new Command.UndoSettings()).outcome(), outcome -> {
                if (outcome instanceof Operation.Outcome.Done) {
                    tell.accept(words);
                }
            });
        });
        return true;
    }

    void close() {
        subscription.close();
        focusSubscription.unsubscribe();
        textSubscription.unsubscribe();
    }
}
